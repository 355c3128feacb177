import type { Format } from './format.js';
import { compileKeyed } from './keyed.js';
import { decodeValue } from './unescape.js';

const LABEL = /^[0-9A-Za-z_.-]{1,64}:/;

/** A log of labelled tab-separated values (http://ltsv.org). @param sample its first lines */
export function ltsvFormat(sample: readonly string[]): Format {
  const split = sample.map(splitLtsv).filter((fields) => fields !== null);
  return compileKeyed('ltsv', splitLtsv, split, 'is no LTSV line');
}

/** The values by label; null: a field has no label, or there is but one. */
export function splitLtsv(line: string): Map<string, string> | null {
  const fields = new Map<string, string>();
  for (const field of line.split('\t')) {
    if (!LABEL.test(field)) return null;
    const colon = field.indexOf(':');
    fields.set(field.slice(0, colon), decodeValue(field.slice(colon + 1).trim(), 'default'));
  }
  return fields.size > 1 ? fields : null;
}
