import { UserError } from '../errors.js';
import { readWeek } from './calendar.js';
import { isoTime, momentUs } from './moment.js';

/** Microseconds since 1970 UTC: from the first on, before the second. */
export interface Period {
  sinceUs: number;
  untilUs: number;
}

const DAY_US = 86_400e6;
const WEEK = /^\d{4}-W\d{2}$/;
const DAY = /^(?:\d{4}-\d{2}-\d{2}|today|yesterday)$/;

/**
 * A period as people give it: FROM..UNTIL, each as momentUs takes it, a day, or a week of ISO 8601 (2026-W48, Monday to
 * Sunday), in UTC. @param option named in the message @throws UserError where the text is no period
 */
export function periodOf(option: string, text: string, nowMs: number): Period {
  if (WEEK.test(text)) {
    const sinceUs = readWeek(option, text, Math.floor((nowMs * 1e3) / DAY_US)) * DAY_US;
    return { sinceUs, untilUs: sinceUs + 7 * DAY_US };
  }
  if (DAY.test(text)) {
    const sinceUs = momentUs(option, text, nowMs);
    return { sinceUs, untilUs: sinceUs + DAY_US };
  }
  const ends = text.split('..');
  if (ends.length !== 2 || ends.includes('')) throw noPeriod(option, text);
  const [sinceUs, untilUs] = ends.map((end) => momentUs(option, end, nowMs)) as [number, number];
  if (sinceUs < untilUs) return { sinceUs, untilUs };
  throw new UserError(
    `${option} ${JSON.stringify(text)} ends at ${isoTime(untilUs)}, before it begins.`,
    'Give the earlier time first; a date stands for its first moment.',
  );
}

function noPeriod(option: string, text: string): UserError {
  return new UserError(
    `${option} ${JSON.stringify(text)} is no period.`,
    'Give two times (2026-11-16..2026-11-23, 2w..1w, 2026-11-23T09:00..2026-11-23T10:00), a day, or a week (2026-W47).',
  );
}
