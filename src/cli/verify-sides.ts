import { UserError } from '../errors.js';
import { isoTime } from '../filter/moment.js';
import { type Period, periodOf } from '../filter/period.js';
import type { ReadOptions } from './options.js';
import type { VerifyOptions } from './verify-options.js';

/** What one of the two reports is made of. */
export interface Side {
  inputs: readonly string[];
  options: ReadOptions;
}

/** The two logs, or the two periods of a store, that are compared. @throws UserError where they are not told */
export function sidesOf(
  logs: readonly (string | undefined)[],
  { before, after, ...options }: VerifyOptions,
  nowMs: number,
): readonly [Side, Side] {
  const [first, second] = logs;
  const reading: ReadOptions = { ...options, cpu: [] };
  if (options.db === undefined) {
    if (before !== undefined || after !== undefined)
      throw new UserError('--before and --after are periods of a store.', 'Give --db FILE, too.');
    if (first === undefined || second === undefined) {
      throw new UserError(
        'Two logs are compared.',
        'Name the one from before the changes and the one from after them; or a store: --db FILE --before PERIOD --after PERIOD.',
      );
    }
    if (first === '-' && second === '-')
      throw new UserError('Standard input can be read once only.', 'Write one of the logs to a file.');
    return [
      { inputs: [first], options: reading },
      { inputs: [second], options: reading },
    ];
  }
  if (first !== undefined || before === undefined || after === undefined) {
    throw new UserError(
      'Of a store two periods are compared.',
      'Give --before and --after beside --db, for example --before 2026-W46 --after 2026-W48, and no files: add them first with logsplit analyze --db.',
    );
  }
  const [earlier, later] = [periodOf('--before', before, nowMs), periodOf('--after', after, nowMs)];
  if (earlier.untilUs > later.sinceUs) {
    throw new UserError(
      `--before ends at ${isoTime(earlier.untilUs)} and --after begins at ${isoTime(later.sinceUs)}: nothing is compared with itself, nor with what came earlier.`,
      'Give two periods one after the other.',
    );
  }
  const side = ({ sinceUs, untilUs }: Period): Side => ({
    inputs: [],
    options: { ...reading, since: isoTime(sinceUs), until: isoTime(untilUs) },
  });
  return [side(earlier), side(later)];
}
