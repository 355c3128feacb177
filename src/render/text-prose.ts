import { cleanText } from './clean.js';
import { wrapText } from './wrap.js';

const GLUE = '\u00a0';
/** Nothing that logsplit writes is longer; a name from a log can be. */
const MOST_LINES = 24;
const NUMBER_AND_UNIT = /(?<=\d) (?=(?:µs|ms|s|m|h|B|[kMGTP]B)(?!\w))/g;

/**
 * Text from anywhere, cleaned and broken into lines of at most `columns`, indents included. A number stays on one line
 * with its unit.
 */
export function prose(text: string, columns: number, first = '', rest = first): string[] {
  const room = columns - Math.max(first.length, rest.length);
  return wrapText(cleanText(text, room * MOST_LINES).replace(NUMBER_AND_UNIT, GLUE), room).map(
    (line, i) => (i === 0 ? first : rest) + line.replaceAll(GLUE, ' '),
  );
}
