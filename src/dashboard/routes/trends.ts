import { routeName } from '../../report/route-name.js';
import type { Question } from '../question.js';
import type { State } from '../state.js';

const MOST_ROUTES = 1000;
const PARAMS = { most: MOST_ROUTES };

interface TrendRow {
  method: string | null;
  host: string | null;
  route: string;
  trend: readonly number[];
}

/** Requests over time of the routes that matter most. */
export const TRENDS: Question = {
  id: 'trends',
  queries: ['route_trends'],
  params: PARAMS,
  ask: async ({ query }) =>
    new Map((await query<TrendRow>('route_trends', PARAMS)).map((row) => [routeName(row), row.trend])),
};

/** As they were told last. */
export function trendsOf({ answers }: Pick<State, 'answers'>): ReadonlyMap<string, readonly number[]> {
  return (answers.get(TRENDS.id)?.value as ReadonlyMap<string, readonly number[]> | null | undefined) ?? NONE;
}

const NONE: ReadonlyMap<string, readonly number[]> = new Map();
