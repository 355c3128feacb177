import type { Report } from '../../src/report/types.js';

/** What acts on a terminal or hides in it: escape sequences, C0, C1, bidi controls, joiners, half a surrogate pair. */
export const HOSTILE =
  '\x1b[2J\x1b]0;owned\x07\x00\r\n\t\x7f\x9b31m\x85\u061c\u202e\u2066\u200f\u200d\ufeff\u2028\ud800 商品/東京 👍🏽 ' +
  `z${'\u0301'.repeat(9)}`;

/** A path of ten thousand characters, wide ones among them. */
export const LONG_PATH = `/${'seite-'.repeat(1000)}${'京'.repeat(4000)}`;

/** Of these the program itself is the author, so they are words of a list, numbers or times. */
const OWN_WORDS = new Set(['schema', 'kind', 'bound', 'confidence', 'action', 'rung', 'says', 'formatOrigin', 'time']);
const OWN = new Set([...OWN_WORDS, 'firstTime', 'lastTime', 'id']);

/** The report with something hostile behind (or ahead of) every text that a log could reach; in `how`, behind every line. */
export function poisoned(report: Report, poison: string, place: 'behind' | 'ahead' = 'behind'): Report {
  const visit = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') {
      if (OWN.has(key)) return value;
      return key === 'how'
        ? value.replace(/(?=\n|$)/g, poison.replace(/[\r\n]/g, ''))
        : place === 'ahead'
          ? poison + value
          : value + poison;
    }
    if (Array.isArray(value)) return value.map((element) => visit(element, key));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [
        key === 'rejectReasons' ? name + poison : name,
        visit(member, name),
      ]),
    );
  };
  return visit(report, '') as Report;
}

/** Everything but line ends that must not reach a terminal or a file as it is. */
export const ACTIVE = /[^\P{Cc}\n]|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}/u;
