import type { HourRow, Periods, Span } from './periods.js';
import type { ReviewHour } from './types.js';

/** The hours of the reviewed period, each beside the same hour of the period that it is compared with. */
export function hoursOf(periods: Periods): ReviewHour[] {
  const own = hoursIn(periods, periods.own);
  const before = hoursIn(periods, periods.reference[0]!);
  return [...own].map(([place, row]) => {
    const earlier = before.get(place);
    return {
      time: `${new Date(row.hour_s * 1000).toISOString().slice(0, 19)}Z`,
      ...figures(row),
      before: earlier === undefined ? null : figures(earlier),
    };
  });
}

/** By day of the span and hour of the day, as the zone counts both. */
function hoursIn({ zone, hours }: Periods, span: Span): Map<string, HourRow> {
  const places = new Map<string, HourRow>();
  for (const hour of hours) {
    const ms = hour.hour_s * 1000;
    const position = zone.dayOf(ms) - span.days[0]!;
    if (position >= 0 && position < span.days.length) places.set(`${position} ${zone.hourOf(ms)}`, hour);
  }
  return places;
}

function figures({ requests, errors, app_seconds }: HourRow): Pick<ReviewHour, 'requests' | 'errors' | 'appSeconds'> {
  return { requests, errors, appSeconds: app_seconds };
}
