import type { DayNumber } from '../filter/calendar.js';
import type { Content } from '../record/vocabulary.js';
import type { RunQuery } from '../store/store.js';
import type { Periods, Span } from './periods.js';

/** A row of queries/review_cells.sql. */
export interface CellRow {
  level: 'route' | 'host' | 'whole';
  cell: number;
  method: string | null;
  host: string | null;
  route: string | null;
  content: Content;
  requests: number;
  succeeded: number;
  errors: number;
  refused: number;
  nginx: number;
  cache: number;
  app: number;
  bytes: number;
  app_times: number;
  app_seconds: number | null;
  timed: number;
  timed_seconds: number | null;
  /** 50th, 90th, 95th, 99th percentile. */
  quantiles: number[] | null;
}

/** A stored day of one of the periods. */
export interface Day {
  day: DayNumber;
  /** 0: the reviewed period; 1: one that it is compared with; from 2 on: the further ones. */
  period: number;
  position: number;
}

/** The parameters of queries about cells. */
export type CellParams = Record<'starts' | 'stops' | 'cells', string>;

/** Days that are stored, of all periods. */
export function storedDays({ own, reference, further, isStored }: Periods): Day[] {
  const of = (span: Span, period: number): Day[] =>
    span.days.flatMap((day, position) => (isStored(day) ? [{ day, period, position }] : []));
  return [...of(own, 0), ...reference.flatMap((span) => of(span, 1)), ...further.flatMap((span, i) => of(span, i + 2))];
}

/** Days whose day of the week is stored in both the reviewed period and what it is compared with. */
export function comparedDays(periods: Periods): Day[] {
  const days = storedDays(periods).filter(({ period }) => period <= 1);
  const has = (period: number): Set<number> =>
    new Set(days.filter((day) => day.period === period).map(({ position }) => position));
  const [own, other] = [has(0), has(1)];
  return days.filter(({ position }) => own.has(position) && other.has(position));
}

/** @param cellOf the cell of the i-th day */
export function cellParams(
  { zone }: Periods,
  days: readonly Day[],
  cellOf: (day: Day, i: number) => number,
): CellParams {
  const us = (day: DayNumber): number => zone.startOf(day) * 1000;
  return {
    starts: days.map(({ day }) => us(day)).join(','),
    stops: days.map(({ day }) => us(day + 1)).join(','),
    cells: days.map(cellOf).join(','),
  };
}

export function cellRows(query: RunQuery, params: CellParams): Promise<CellRow[]> {
  return query<CellRow>('review_cells', params);
}
