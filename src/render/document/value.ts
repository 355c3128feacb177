import { bytes, full, percent, seconds } from '../units.js';
import type { Cell, ValueKind } from './document.js';

/** A value as people read it, with its unit: 1,234; 12.3 ms; 45.6%; +12.0%. A dash where there is none. */
export function valueText(kind: ValueKind, value: Cell): string {
  if (value === null) return '-';
  if (typeof value === 'string') return kind === 'time' ? value.slice(0, 19).replace('T', ' ') : value;
  switch (kind) {
    case 'bytes':
      return bytes(value);
    case 'seconds':
      return seconds(value);
    case 'share':
      return percent(value);
    case 'change':
      return `${value > 0 ? '+' : ''}${percent(value)}`;
    case 'number':
      return value.toLocaleString('en-US', { maximumSignificantDigits: 3 });
    default:
      return full(value);
  }
}

/** Whether values of this kind are numbers, which stand to the right of their column. */
export function isNumeric(kind: ValueKind): boolean {
  return kind !== 'text' && kind !== 'time';
}
