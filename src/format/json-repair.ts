import { closingQuote } from './matcher.js';
import { decodeValue } from './unescape.js';

const BARE_LIST = /(:\s{0,8})((?:-|\d+(?:\.\d+)?)(?:(?:, | : )(?:-|\d+(?:\.\d+)?))+)(?=\s{0,8}[,}])/g;
const BARE_NOTHING = /(:\s{0,8})-?(?=\s{0,8}[,}])/g;
const BYTES = /\\\\|(?:\\x[0-9A-Fa-f]{2})+/g;

/**
 * Makes JSON of what nginx writes for a log_format that looks like JSON: a number variable without quotes leaves nothing,
 * "-" or a list behind (`"urt":,` or `"urt":0.1, 0.2`), and without escape=json a byte becomes \xHH.
 */
export function repairJson(line: string): string {
  let repaired = '';
  for (let at = 0; ; ) {
    const quote = line.indexOf('"', at);
    const end = quote < 0 ? -1 : closingQuote(line, quote + 1);
    if (end < 0) return repaired + repairBare(line.slice(at));
    repaired += repairBare(line.slice(at, quote)) + repairText(line.slice(quote, end + 1));
    at = end + 1;
  }
}

function repairBare(between: string): string {
  return between.replace(BARE_LIST, '$1"$2"').replace(BARE_NOTHING, '$1null');
}

function repairText(text: string): string {
  if (!text.includes('\\x')) return text;
  return text.replace(BYTES, (escaped) =>
    escaped === '\\\\' ? escaped : JSON.stringify(decodeValue(escaped, 'default')).slice(1, -1),
  );
}
