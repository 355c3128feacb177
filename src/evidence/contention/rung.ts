import type { Confidence } from '../../record/vocabulary.js';
import type { Evidence } from '../../report/types.js';
import type { Asking } from '../../store/store.js';
import type { Rung, Said } from '../combine.js';
import type { EvidenceOptions } from '../options.js';
import type { Queueing } from '../queueing.js';
import { ms, type RouteKey, routeId, type Verdict } from '../verdict.js';
import { FEWEST_ROWS } from './estimate.js';
import { findModel, type Model, type RouteFinding } from './model.js';
import { type Requests, requestsOf, sampleOf, withBusiestRoutes } from './requests.js';
import { findWorkers, serviceStarts } from './worker-queue.js';

/** Rung R3 over a log, and the waiting for workers that it takes away. */
export interface Contention {
  rung: Rung;
  /** Null: nothing shows that requests ever wait for a worker. */
  queueing: Queueing | null;
}

/** A row of queries/app_routes.sql. */
interface AppRoute extends RouteKey {
  number: number;
  requests: number;
}

const MOST_ROUTES = 200;
const MOST_REQUESTS = 300_000;
// A dozen numbers of cores are tried.
const MOST_REQUESTS_CORES_UNTOLD = 100_000;
const SURE_ROWS = 100;
const SURE_BASE_S = 0.005;

/**
 * Rung R3: from the log's times alone, whose requests are slowed down by the computing of others. It finds who shares the
 * resource that is short, so it asks short requests whether that is the CPU (docs/evidence.md).
 * @param timeResolutionS of the coarsest log; null: no times
 */
export async function contention(
  store: Asking,
  timeResolutionS: number | null,
  told: EvidenceOptions,
): Promise<Contention> {
  if (timeResolutionS === null || timeResolutionS >= 1) {
    return refuseAll(
      timeResolutionS === null
        ? 'The log has no end times, so requests cannot be laid side by side: log $msec.'
        : 'End times have whole seconds only, so requests cannot be laid side by side: log $msec.',
    );
  }
  const routes = await store.query<AppRoute>('app_routes');
  const all = requestsOf(await store.columns('app_intervals'));
  const found = told.workers === null ? findWorkers(all) : { workers: told.workers, likeliest: told.workers };
  const { requests, kept } = withBusiestRoutes(all, MOST_ROUTES);
  const most = told.cores === null ? MOST_REQUESTS_CORES_UNTOLD : MOST_REQUESTS;
  const model = findModel(sampleOf(requests, most), found.workers, found.likeliest, told.cores);
  const place = new Map(Array.from(kept, (number, at) => [number, at]));
  const rowOf = new Map(routes.map((row) => [routeId(row), row]));
  return {
    rung: (route) => {
      const row = rowOf.get(routeId(route));
      return row && say(model, place.get(row.number), row, found.workers);
    },
    queueing: found.workers === null ? null : queueingOf(all, routes, found.workers, told.workers !== null),
  };
}

function refuseAll(detail: string): Contention {
  return { rung: () => refused(detail), queueing: null };
}

function refused(detail: string): Evidence {
  return { rung: 'R3', says: 'refused', detail };
}

function queueingOf(all: Requests, routes: readonly AppRoute[], workers: number, isGiven: boolean): Queueing {
  const seconds = new Float64Array(all.routes);
  const begins = serviceStarts(all, workers);
  for (const [i, begin] of begins.entries()) {
    const route = all.route[i]!;
    seconds[route] = seconds[route]! + begin - all.startS[i]!;
  }
  return {
    workers,
    found: isGiven ? 'given' : 'searched',
    queuedS: seconds.reduce((sum, one) => sum + one, 0),
    perRoute: new Map(routes.map((row) => [routeId(row), seconds[row.number] ?? 0])),
  };
}

function say(model: Model, at: number | undefined, { requests }: AppRoute, workers: number | null): Said {
  if (model.kind === 'none') return refused(model.why);
  if (at === undefined)
    return refused(`Only the ${MOST_ROUTES} routes that keep the application busiest are compared.`);
  const finding = model.findings[at];
  if (finding === undefined || finding === null) {
    return refused(
      requests < FEWEST_ROWS
        ? `Only ${requests} request${requests === 1 ? '' : 's'} with times: ${FEWEST_ROWS} are the least to see what slows them down.`
        : 'A tenth of its requests take less than 2 ms, or fewer than 30 of them are among those compared: too little to see what slows them down.',
    );
  }
  return finding.label === null ? refused(undecided(finding, model)) : verdict(finding, finding.label, model, workers);
}

const SLOWS_DOWN = {
  cpu: 'It slows down',
  io: 'It hardly slows down',
  mixed: 'A part of it slows down',
} as const;
const DELAYS = {
  cpu: 'It delays others',
  io: 'It hardly delays others',
  mixed: 'It delays others for a part of its time',
} as const;

function undecided({ cpuS, share, shareError, rows }: RouteFinding, model: Model): string {
  return `It behaves as with ${ms(Math.max(0, cpuS))} of CPU a request, ${percent(share)} ± ${percent(shareError)} of its undisturbed time (${rows} requests, ${modelName(model)}): too unsure to give it a label.`;
}

function verdict(
  { cpuS, cpuErrorS, share, shareError, rows, baseS }: RouteFinding,
  bound: 'cpu' | 'io' | 'mixed',
  model: Model,
  workers: number | null,
): Verdict {
  const isSure = rows >= SURE_ROWS && baseS >= SURE_BASE_S && (model.kind !== 'cores' || model.isTold);
  const confidence: Confidence = isSure ? 'medium' : 'low';
  const cpu = Math.max(0, cpuS);
  const reason =
    model.kind === 'cores'
      ? `${SLOWS_DOWN[bound]} when others compute, as ${ms(cpu)} ± ${ms(cpuErrorS)} of CPU a request would`
      : `${DELAYS[bound]}, as by ${ms(cpu)} ± ${ms(cpuErrorS)} of CPU a request`;
  const queue = workers === null ? '' : ` The waiting for one of ${workers} workers is taken away first.`;
  return {
    bound,
    confidence,
    cpuMs: cpu * 1e3,
    cpuShare: Math.min(1, Math.max(0, share)),
    evidence: [
      {
        rung: 'R3',
        says: bound,
        detail: `${reason}, which is ${percent(share)} ± ${percent(shareError)} of its undisturbed time (${rows} requests, ${modelName(model)}).${queue}`,
      },
    ],
  };
}

function modelName(model: Model): string {
  if (model.kind === 'cores')
    return `${model.cores} shared core${model.cores === 1 ? '' : 's'}${model.isTold ? '' : ' as the log has it'}`;
  return model.kind === 'turns' ? 'threads that take turns, as under the GIL' : 'an event loop';
}

function percent(share: number): string {
  return `${(Math.min(1, Math.max(0, share)) * 100).toFixed(0)}%`;
}
