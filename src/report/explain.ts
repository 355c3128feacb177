import type { LoggedFields } from '../advice/instrument.js';
import type { EvidenceOptions } from '../evidence/options.js';
import type { RunQuery } from '../store/store.js';
import { concurrencyOf } from './concurrency.js';
import type { Explanation } from './explanation.js';
import { surer } from './surer.js';
import { type Evidence, type RouteReport, RUNGS } from './types.js';

interface DistributionRow {
  from_s: number;
  to_s: number;
  requests: number;
}

/** Collects why a route is called what it is called, from the store that its report is from. */
export async function explainRoute(query: RunQuery, route: RouteReport, told: EvidenceOptions): Promise<Explanation> {
  const key = { method: route.method, host: route.host, route: route.route };
  const [logged] = await query<LoggedFields>('logged_fields');
  const distribution = await query<DistributionRow>('explain_distribution', key);
  return {
    schema: 'logsplit.explanation/1',
    route,
    rungs: rungsOf(route),
    distribution: distribution.map(({ from_s, to_s, requests }) => ({ from: from_s, to: to_s, requests })),
    concurrency: await concurrencyOf(query, key, logged!),
    surer: surer(route, logged!, told),
  };
}

const NOTHING_TO_JUDGE_BY: Record<Evidence['rung'], string | null> = {
  R0: 'Its time is neither too short to measure nor spent on sending the answer.',
  R1: 'The application reports neither CPU time nor waiting time for it.',
  R2: 'No record of the CPU use of the application was given.',
  R3: 'How its times change with the work of others was not judged.',
  R4: null,
};

function rungsOf({ evidence, servedBy }: RouteReport): Explanation['rungs'] {
  if (servedBy.app + servedBy.unknown === 0) return evidence;
  return RUNGS.flatMap((rung): Explanation['rungs'] => {
    const said = evidence.filter((one) => one.rung === rung);
    const nothing = NOTHING_TO_JUDGE_BY[rung];
    return said.length > 0 || nothing === null ? said : [{ rung, says: 'nothing', detail: nothing }];
  });
}
