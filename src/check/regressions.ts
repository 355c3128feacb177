import { UserError } from '../errors.js';
import { comparePeriods } from '../review/compare.js';
import { choosePeriods, type PeriodOptions } from '../review/periods.js';
import type { RunQuery } from '../store/store.js';
import type { GateResult } from './judge.js';

/** Whether a week has no regression, as `review` tests for them: too large and too steady for chance, of all routes. */
export async function judgeRegressions(query: RunQuery, options: PeriodOptions, nowMs: number): Promise<GateResult> {
  const gate = {
    gate: 'no-regressions',
    figure: 'no regression against earlier weeks',
    unit: 'seconds',
    pattern: null,
    limit: null,
    judged: 0,
    tooFew: 0,
    readings: [],
  } as const;
  try {
    const periods = await choosePeriods(query, options, nowMs);
    const { findings, routes } = await comparePeriods(query, periods);
    const found = findings.filter(({ kind }) => kind === 'regression');
    const against = periods.reference.map(({ name }) => name).join(', ');
    return {
      ...gate,
      readings: [],
      figure: `no regression in ${periods.own.name} against ${against}`,
      outcome: found.length === 0 ? 'passed' : 'failed',
      why: found.length === 0 ? null : found.map(({ route, says }) => `${route}: ${says}`).join(' '),
      judged: routes.filter(({ tested }) => tested.length > 0).length,
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { ...gate, readings: [], outcome: 'not judged', why: error.message };
  }
}
