import type { Format } from './format.js';
import { compileKeyed, type Members, type Notation } from './keyed.js';
import { settleByAlias } from './keyed-aliases.js';
import { decodeValue } from './unescape.js';

const LABEL = /^[0-9A-Za-z_.-]{1,64}:/;

export const LTSV: Notation = { kind: 'ltsv', keys: null, split, whyNot: 'is no LTSV line' };

/** A log of labelled tab-separated values (http://ltsv.org). @param sample its first lines */
export function ltsvFormat(sample: readonly string[]): Format {
  const lines = sample.map(split).filter((members) => members !== null);
  return compileKeyed('ltsv', LTSV, lines, settleByAlias(lines));
}

/** Null: a field has no label, or there is but one. */
function split(line: string): Members | null {
  const members = new Map<string, string>();
  for (const field of line.split('\t')) {
    if (!LABEL.test(field)) return null;
    const colon = field.indexOf(':');
    members.set(field.slice(0, colon), decodeValue(field.slice(colon + 1).trim(), 'default'));
  }
  return members.size > 1 ? members : null;
}
