import { cleanText } from '../../render/clean.js';
import { field, heading, paragraph } from '../detail-lines.js';
import { type Doc, docOf } from '../doc.js';
import { span } from '../line.js';
import type { State } from '../state.js';
import { wrap } from '../wrap.js';

const MOST_COLUMNS = 10_000;

/** A rejected line: where it stands, why it was rejected, and as much of it as was kept. */
export function rejectedLineDetail(state: State, row: number, columns: number): Doc | null {
  const { report, look } = state;
  const rejected = report.input.rejectedLines[row];
  if (rejected === undefined) return null;
  return docOf([
    ...paragraph('File', rejected.path, columns, look, 'strong'),
    field('Line', [span(String(rejected.line)), span(`  byte ${rejected.byteOffset}`, 'dim')], look),
    ...paragraph('Reason', rejected.reason, columns, look, 'bad'),
    ...heading('How the line begins'),
    // Its own line breaks and tabs are bytes to look at, not a layout.
    ...wrap(cleanText(rejected.sample, MOST_COLUMNS, look.charset), columns, look.charset).map((line) => [span(line)]),
  ]);
}
