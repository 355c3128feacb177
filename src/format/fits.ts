import { emptyRequest } from '../record/request-fields.js';
import type { Format } from './format.js';

/** How many of the lines the format reads. A format whose records span lines is tried on them joined, record by record. */
export function countFits(format: Format, lines: readonly string[]): number {
  const span = format.linesPerRecord;
  let fits = 0;
  for (let at = 0; at + span <= lines.length; at++) {
    if (format.parse(lines.slice(at, at + span).join('\n'), emptyRequest()) === null) fits++;
  }
  return fits;
}
