import type { Action } from '../record/vocabulary.js';
import type { Recommendation, RouteReport, Totals } from '../report/types.js';
import type { Asking } from '../store/store.js';
import { together } from '../together.js';
import { adviseCache, TTLS_S } from './cache.js';
import { adviseCdn } from './cdn.js';
import { adviseCompile } from './compile.js';
import { adviseConcurrency, type PeakLoad } from './concurrency.js';
import { adviseFix, type TroubleRow } from './fix.js';
import { adviseInstrument, type LoggedFields } from './instrument.js';
import { adviseKeep } from './keep.js';
import { adviseOffload } from './offload/advise.js';
import { findLeaks } from './offload/leaks.js';
import { replayFiles } from './replay/files.js';
import { replayRoutes } from './replay/routes.js';
import { PEAK_S } from './workers-needed.js';

/** What recommendations are made from. */
export interface Findings {
  routes: readonly RouteReport[];
  totals: Totals;
  logged: LoggedFields;
}

// What cannot be ranked by time saved comes in this order.
const ORDER: readonly Action[] = ['offload', 'cache', 'cdn', 'compile', 'concurrency', 'fix', 'instrument', 'keep'];

/** Every recommendation, most application seconds saved first. Savings of one route may overlap: do not add them up. */
export async function advise(asking: Asking, findings: Findings): Promise<Recommendation[]> {
  const { query } = asking;
  const { leak, servedBy } = findings.totals;
  // A replay of files keeps this thread busy, and hardly DuckDB: it begins first, and the others are asked meanwhile.
  const [cdn, [load], leaks, caches, troubles] = await together([
    adviseCdn((ttlsS) => replayFiles(asking, ttlsS), findings),
    query<PeakLoad>('peak_load', { slice_seconds: PEAK_S }),
    leak.requests > 0 ? findLeaks(query) : null,
    servedBy.app > leak.requests ? replayRoutes(asking, TTLS_S) : null,
    query<TroubleRow>('troubles'),
  ]);
  return [
    ...(leaks === null ? [] : adviseOffload(leaks, findings.totals)),
    ...(caches === null ? [] : adviseCache(caches, findings)),
    ...cdn,
    ...adviseCompile(findings, load!.span_s),
    ...adviseConcurrency(load!, findings),
    ...adviseFix(troubles, findings),
    ...adviseKeep(findings, load!.span_s),
    ...adviseInstrument(findings),
  ].sort(
    (a, b) =>
      (b.saving.appSeconds ?? 0) - (a.saving.appSeconds ?? 0) ||
      ORDER.indexOf(a.action) - ORDER.indexOf(b.action) ||
      b.saving.requests - a.saving.requests ||
      a.target.localeCompare(b.target),
  );
}
