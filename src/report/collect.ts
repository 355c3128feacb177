import { advise } from '../advice/advise.js';
import type { LoggedFields } from '../advice/instrument.js';
import { climb } from '../evidence/ladder.js';
import { type EvidenceOptions, NOTHING_TOLD } from '../evidence/options.js';
import type { Counting } from '../store/store.js';
import { together } from '../together.js';
import { collectAgents } from './agents.js';
import { collectInput } from './input.js';
import { type RouteRow, routeReport } from './route.js';
import { collectTimeline } from './timeline.js';
import { collectTotals, type TotalsRow } from './totals.js';
import type { Report, RouteReport } from './types.js';

/**
 * Collects the one report that every output renders, from a store whose log is read and whose routes are named.
 * @param filters of the requests, as options
 */
export async function collectReport(
  store: Counting,
  told: EvidenceOptions = NOTHING_TOLD,
  filters: readonly string[] = [],
): Promise<Report> {
  const { query } = store;
  await store.countRequests();
  const [totalsRow] = await query<TotalsRow>('totals');
  const [logged] = await query<LoggedFields>('logged_fields');
  const { judge, queueing, cpu } = await climb(store, logged!, told);
  const routes: RouteReport[] = (await query<RouteRow>('routes')).map((row) => routeReport(row, judge, queueing));
  const totals = await collectTotals(query, totalsRow!, queueing);
  const [input, recommendations, agents, timeline] = await together([
    collectInput(query, totalsRow!, { cpu, filters }),
    advise(store, { routes, totals, logged: logged! }),
    collectAgents(query),
    collectTimeline(query, totalsRow!.span_seconds ?? 0),
  ]);
  return { schema: 'logsplit.report/1', input, totals, routes, recommendations, agents, timeline };
}
