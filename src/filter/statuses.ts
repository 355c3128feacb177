import { UserError } from '../errors.js';
import { anyOf, itemsOf, type Pattern } from './patterns.js';

const CLASS = /^([1-5])xx$/i;
const RANGE = /^([1-9]\d\d)(?:-([1-9]\d\d))?$/;

/** The pattern of the statuses that comma lists name: 404, 5xx, 400-499. @throws UserError */
export function statusPattern(lists: readonly string[]): Pattern {
  return anyOf(itemsOf(lists).map(patternOf));
}

function patternOf(item: string): string {
  const hundred = CLASS.exec(item)?.[1];
  if (hundred !== undefined) return `${hundred}[0-9][0-9]`;
  const [, low = '', high = low] = RANGE.exec(item) ?? [];
  if (low === '' || low > high) {
    throw new UserError(
      `--status ${JSON.stringify(item)} is no status.`,
      'Write a status (404), a class (5xx) or a range (400-499); commas part several.',
    );
  }
  return Array.from({ length: Number(high) - Number(low) + 1 }, (_, i) => Number(low) + i).join('|');
}
