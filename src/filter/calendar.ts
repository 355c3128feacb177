import { UserError } from '../errors.js';

const DAY_MS = 86_400_000;
const THURSDAY = 3;

/** A date of the calendar as days since 1970-01-01, whatever the zone. */
export type DayNumber = number;

/** @param month from 1 */
function dayNumber(year: number, month: number, day: number): DayNumber {
  return Date.UTC(year, month - 1, day) / DAY_MS;
}

/** 0 is Monday. */
export function weekday(day: DayNumber): number {
  return (((day + THURSDAY) % 7) + 7) % 7;
}

/** 2026-11-09. */
export function isoDate(day: DayNumber): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The ISO 8601 week that a day is in: 2026-W46. */
export function weekName(day: DayNumber): string {
  const thursday = day - weekday(day) + THURSDAY;
  const year = new Date(thursday * DAY_MS).getUTCFullYear();
  return `${year}-W${String(Math.floor((thursday - dayNumber(year, 1, 1)) / 7) + 1).padStart(2, '0')}`;
}

/** The Monday of the week that a day is in. */
export function mondayOf(day: DayNumber): DayNumber {
  return day - weekday(day);
}

/**
 * The Monday of a week as people name it: 2026-W46, 2026W46, or W46, which is the last such week up to a day.
 * @throws UserError where there is no such week
 */
export function readWeek(option: string, text: string, upTo: DayNumber): DayNumber {
  const [, year, week] = /^(?:(\d{4})-?)?W(\d{1,2})$/i.exec(text) ?? [];
  const last = Number(weekName(upTo).slice(0, 4));
  const years = week === undefined ? [] : year === undefined ? [last, last - 1] : [Number(year)];
  for (const one of years) {
    const monday = mondayOf(dayNumber(one, 1, 4)) + 7 * (Number(week) - 1);
    // Not every year has a week 53.
    const exists = weekName(monday) === `${one}-W${week!.padStart(2, '0')}`;
    if (exists && (year !== undefined || monday <= upTo)) return monday;
  }
  throw new UserError(`${option} ${JSON.stringify(text)} is no week.`, 'Write it like 2026-W46, or W46.');
}

/** Where the days of a time zone begin. */
export class Zone {
  readonly #format: Intl.DateTimeFormat;

  /** @param name of the IANA's list: UTC, Europe/Berlin @throws UserError */
  constructor(readonly name: string) {
    try {
      this.#format = new Intl.DateTimeFormat('en-US', {
        timeZone: name,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      });
    } catch (cause) {
      throw new UserError(
        `${JSON.stringify(name)} is no time zone.`,
        'Write it like Europe/Berlin, America/New_York or UTC.',
        { cause },
      );
    }
  }

  /** The day on which a moment falls. @param ms since 1970 UTC */
  dayOf(ms: number): DayNumber {
    return Math.floor((ms + this.#offsetMs(ms)) / DAY_MS);
  }

  /** The hour of the day, from 0. @param ms since 1970 UTC */
  hourOf(ms: number): number {
    return new Date(ms + this.#offsetMs(ms)).getUTCHours();
  }

  /** When a day begins: milliseconds since 1970 UTC. */
  startOf(day: DayNumber): number {
    const wall = day * DAY_MS;
    // The offset at midnight is that of a moment near it; a change of the clocks lies between at most once.
    const near = wall - this.#offsetMs(wall);
    return wall - this.#offsetMs(near);
  }

  #offsetMs(ms: number): number {
    if (this.name === 'UTC') return 0;
    const part = new Map(this.#format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
    const field = (name: Intl.DateTimeFormatPartTypes): number => part.get(name) ?? 0;
    const wall = Date.UTC(
      field('year'),
      field('month') - 1,
      field('day'),
      field('hour'),
      field('minute'),
      field('second'),
    );
    return wall - Math.floor(ms / 1000) * 1000;
  }
}
