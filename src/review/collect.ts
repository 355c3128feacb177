import { isoDate } from '../filter/calendar.js';
import type { Report } from '../report/types.js';
import { verify } from '../report/verify.js';
import type { RunQuery } from '../store/store.js';
import { comparedDays } from './cells.js';
import { comparePeriods } from './compare.js';
import { forecastOf } from './forecast.js';
import { hoursOf } from './hours.js';
import { loadOf } from './load.js';
import type { Periods, Span } from './periods.js';
import type { PeriodInfo, Review, RouteChange } from './types.js';
import { weeksOf } from './weeks.js';

/** The reports on the reviewed period and the one that it is compared with. */
export interface PeriodReports {
  before: Report;
  after: Report;
}

/**
 * Collects the review that every output renders.
 * @param reports makes the reports on two spans; asked for last, since it may change what queries see
 * @param workers that the application has; null: as found from the log
 */
export async function collectReview(
  query: RunQuery,
  periods: Periods,
  { reports, workers }: { reports: (before: Span, after: Span) => Promise<PeriodReports>; workers: number | null },
): Promise<Review> {
  const comparison = await comparePeriods(query, periods);
  const { before, after } = await reports(periods.reference[0]!, periods.own);
  const hours = hoursOf(periods);
  const { queueing } = after.totals;
  const load = loadOf(hours, workers ?? queueing?.workers ?? null, queueing?.share ?? 0);
  const weeks = weeksOf(periods);
  const advised = new Set(before.recommendations.map(({ id }) => id));
  return {
    schema: 'logsplit.review/1',
    zone: periods.zone.name,
    period: infoOf(periods, [periods.own], 0),
    against: infoOf(periods, periods.reference, 1),
    further: periods.further.map(({ name }) => name),
    notes: notesOf(periods, comparison.routes),
    ...comparison,
    advice: verify(before, after),
    open: after.recommendations
      .filter(({ action }) => action !== 'keep')
      .map(({ id, action, target, saving, confidence, why }) => ({
        id,
        action,
        target,
        saving,
        confidence,
        why,
        isNew: !advised.has(id),
      })),
    load,
    forecast: forecastOf(weeks, load),
    weeks,
    hours,
  };
}

function infoOf(periods: Periods, spans: readonly Span[], period: 0 | 1): PeriodInfo {
  const { zone } = periods;
  const [last, first] = [spans[0]!, spans.at(-1)!];
  const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');
  return {
    name: first === last ? last.name : `${first.name} to ${last.name}`,
    from: iso(zone.startOf(first.days[0]!)),
    until: iso(zone.startOf(last.days.at(-1)! + 1)),
    days: spans.reduce((sum, { days }) => sum + days.length, 0),
    compared: comparedDays(periods).filter((day) => day.period === period).length,
  };
}

/** What a reader has to know before the figures. */
function notesOf(periods: Periods, routes: readonly RouteChange[]): string[] {
  const notes: string[] = [];
  const missing = (spans: readonly Span[]): string[] =>
    spans.flatMap(({ days }) => days.filter((day) => !periods.isStored(day)).map(isoDate));
  const gaps = [...missing(periods.reference), ...missing([periods.own])];
  if (gaps.length > 0) {
    const named = gaps.length > 4 ? `${gaps.slice(0, 3).join(', ')} and ${gaps.length - 3} more` : gaps.join(', ');
    notes.push(`Not stored as whole days: ${named}. The same days of the week are compared.`);
  }
  const untested = routes.filter(
    ({ before, after, tested }) => before !== null && after !== null && tested.length === 0,
  );
  if (untested.length === routes.length || routes.every(({ tested }) => tested.length === 0)) {
    notes.push(
      'No change could be tested: that takes four days in both periods, and twenty requests a day for a route.',
    );
  } else if (untested.length > 0) {
    const share =
      untested.reduce((sum, { after }) => sum + after!.requests, 0) /
      routes.reduce((sum, { after }) => sum + (after?.requests ?? 0), 0);
    notes.push(
      `${untested.length} of ${routes.length} routes have too few requests a day to be tested (${(share * 100).toFixed(1)}% of the requests).`,
    );
  }
  return notes;
}
