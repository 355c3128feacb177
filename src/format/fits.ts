import { clearRequest, emptyRequest } from '../record/request-fields.js';
import type { Format } from './format.js';

/** How many of the lines the format reads. A format whose records span lines is tried on them joined, record by record. */
export function countFits(format: Format, lines: readonly string[]): number {
  const span = format.linesPerRecord;
  const into = emptyRequest();
  let fits = 0;
  for (let at = 0; at + span <= lines.length; at++) {
    const record = span === 1 ? lines[at]! : lines.slice(at, at + span).join('\n');
    clearRequest(into);
    if (format.parse(record, into) === null) fits++;
  }
  return fits;
}
