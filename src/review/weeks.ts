import { type DayNumber, mondayOf, weekName } from '../filter/calendar.js';
import type { HourRow, Periods } from './periods.js';
import type { Week } from './types.js';

/** The weeks that a store holds anything of, up to the end of the reviewed period. */
export function weeksOf({ zone, own, isStored, hours }: Periods): Week[] {
  const end = own.days.at(-1)!;
  const byWeek = new Map<DayNumber, HourRow[]>();
  for (const hour of hours) {
    const day = zone.dayOf(hour.hour_s * 1000);
    if (day > end) continue;
    const monday = mondayOf(day);
    const week = byWeek.get(monday);
    if (week === undefined) byWeek.set(monday, [hour]);
    else week.push(hour);
  }
  return [...byWeek].map(([monday, those]) => {
    const appSeconds = those.every(({ app_seconds }) => app_seconds === null)
      ? null
      : sumOf(those, ({ app_seconds }) => app_seconds ?? 0);
    return {
      name: weekName(monday),
      isWhole: Array.from({ length: 7 }, (_, i) => monday + i).every((day) => day <= end && isStored(day)),
      requests: sumOf(those, ({ requests }) => requests),
      errors: sumOf(those, ({ errors }) => errors),
      appSeconds,
      peak: appSeconds === null ? null : Math.max(...those.map(({ app_seconds }) => app_seconds ?? 0)) / 3600,
    };
  });
}

function sumOf(hours: readonly HourRow[], of: (hour: HourRow) => number): number {
  return hours.reduce((sum, hour) => sum + of(hour), 0);
}
