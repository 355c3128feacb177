import { UserError } from '../../errors.js';
import { type RouteKey, routeId } from '../../evidence/verdict.js';
import { routeName } from '../../report/route-name.js';
import type { Report, RouteReport } from '../../report/types.js';
import type { Asking } from '../../store/store.js';
import type { LoggedFields } from '../instrument.js';
import { assumptionsOf } from './assumptions.js';
import { calibrate } from './calibrate.js';
import { figuresByRoute, figuresOf, type Outcome } from './figures.js';
import { type AppRequests, appRequestsOf } from './requests.js';
import { cpuOf, sourceOfCpu } from './route-cpu.js';
import { measured, type Scenario, simulated, unchanged } from './scenario.js';
import type { Server } from './simulate.js';
import { targetsOf } from './targets.js';
import type { Changes, End, RouteFigures, UnknownAs, WhatIf, WhatIfRoute, Workers } from './types.js';

/** What is asked. What is null is as it is now. */
export interface Asked {
  /** With routes as a user names them. */
  changes: Changes;
  /** The paths to offload, as a regular expression (RE2); null: none. */
  offloaded: string | null;
  now: { workers: number | null; threads: number; cores: number | null };
  planned: { workers: number | null; threads: number | null; cores: number | null };
}

/**
 * What the application would be like with other code, workers or traffic: the log's arrivals are replayed through a
 * simulation of its workers and cores (docs/whatif.md).
 * @throws UserError where the log or the options do not tell enough
 */
export async function whatIf({ query, columns }: Asking, report: Report, asked: Asked): Promise<WhatIf> {
  const now = serverNow(report, asked.now);
  const planned = {
    workers: asked.planned.workers ?? now.workers,
    threads: asked.planned.threads ?? now.threads,
    cores: asked.planned.cores ?? now.cores,
  };
  const [logged] = await query<LoggedFields>('logged_fields');
  const spreadS = (logged!.time_resolution_s ?? 0) >= 1 ? logged!.time_resolution_s! : 0;
  const requests = appRequestsOf(await columns('whatif_requests', { offloaded: asked.offloaded }), spreadS);
  if (requests.count === 0) throw nothingToReplay(logged!);
  const rows = await query<RouteKey>('app_routes');
  const reports = new Map(report.routes.map((route) => [routeId(route), route]));
  const routes = rows.map((row) => reports.get(routeId(row)));
  const { changes, scenario } = await resolve(query, report, asked, rows);
  if (asked.offloaded !== null && !requests.isOffloaded.includes(1)) {
    throw new UserError(
      `The application answered no GET or HEAD for ${changes.offload.join(' ')}.`,
      "Give paths that reach it, for example --offload '/static/*': logsplit analyze lists what should not.",
    );
  }
  const told: Server = { processes: now.workers, threads: now.threads, cores: now.cores };
  const sources = routes.map(sourceOfCpu);
  const outcome = measured(
    requests,
    told.processes * told.threads,
    requests.cpuS.every((s, i) => sources[requests.route[i]!] === 'reported' && !Number.isNaN(s)),
  );
  const isAllKnown = requests.route.every((route) => sources[route] !== 'unknown');
  const ends = (isAllKnown ? ([null] as const) : (['io', 'cpu'] as const)).map((unknownAs) =>
    endOf(unknownAs, { requests, routes, told, planned, scenario }),
  );
  const whole = figuresOf(outcome, told.processes * told.threads, told.cores);
  return {
    schema: 'logsplit.whatif/1',
    changes,
    now,
    planned,
    assumptions: assumptionsOf({
      report,
      asked,
      changes,
      now,
      planned,
      sources,
      ends,
      spreadS,
      rows,
      measuredS: whole.appSeconds,
    }),
    measured: whole,
    ends: ends.map(({ end }) => end),
    routes: byRoute(rows, sources, figuresByRoute(outcome, rows.length), ends),
  };
}

interface Given {
  requests: AppRequests;
  routes: readonly (RouteReport | undefined)[];
  told: Server;
  planned: Workers;
  scenario: Scenario;
}

interface SimulatedEnd {
  end: End;
  routes: { simulated: RouteFigures[]; after: RouteFigures[] };
}

function endOf(unknownAs: UnknownAs, { requests, routes, told, planned, scenario }: Given): SimulatedEnd {
  const cpu = routes.map((route) => cpuOf(route, unknownAs));
  const { demands, server, part } = calibrate(requests, cpu, told);
  const later = {
    processes: planned.workers,
    threads: planned.threads,
    cores: Math.min(planned.cores, planned.workers) * part,
  };
  const before = simulated(requests, demands, server, unchanged(routes.length));
  const after = simulated(requests, demands, later, scenario);
  const figures = (outcome: Outcome, { processes, threads }: Server, cores: number): End['after'] =>
    figuresOf(outcome, processes * threads, cores);
  return {
    end: {
      unknownAs,
      usableCores: part,
      simulated: figures(before, server, told.cores),
      after: figures(after, later, planned.cores),
    },
    routes: {
      simulated: figuresByRoute(before, routes.length),
      after: figuresByRoute(after, routes.length),
    },
  };
}

function byRoute(
  rows: readonly RouteKey[],
  sources: readonly WhatIfRoute['cpu'][],
  measuredRoutes: readonly RouteFigures[],
  ends: readonly SimulatedEnd[],
): WhatIfRoute[] {
  return rows
    .map(({ method, host, route }, number) => ({
      method,
      host,
      route,
      cpu: sources[number]!,
      measured: measuredRoutes[number]!,
      ends: ends.map(({ routes }) => ({ simulated: routes.simulated[number]!, after: routes.after[number]! })),
    }))
    .filter((route) => route.measured.requests > 0)
    .sort((a, b) => b.measured.appSeconds - a.measured.appSeconds);
}

function serverNow({ totals: { queueing } }: Report, now: Asked['now']): Workers {
  const found = queueing?.workers ?? null;
  const workers = now.workers ?? (found === null ? null : Math.ceil(found / now.threads));
  if (workers === null) {
    throw new UserError(
      'How many workers the application has is not known, and requests did not wait for one long enough to tell.',
      'Give --now-workers, and --now-threads where a worker has several.',
    );
  }
  if (now.cores === null) {
    throw new UserError('How many cores the application has is not known.', 'Give --cores.');
  }
  return { workers, threads: now.threads, cores: now.cores };
}

function nothingToReplay({ upstream_time, timed }: LoggedFields): UserError {
  return upstream_time === 0
    ? new UserError(
        'The log does not tell how long the application took, so there is nothing to replay.',
        'Log $upstream_response_time: logsplit instrument nginx prints how.',
      )
    : new UserError(
        timed === 0
          ? 'The log has no end times, so requests cannot be replayed in their order.'
          : 'No request of the period was answered by the application.',
        timed === 0 ? 'Log $msec: logsplit instrument nginx prints how.' : 'Give another log or period.',
      );
}

async function resolve(
  query: Asking['query'],
  report: Report,
  { changes, offloaded }: Asked,
  rows: readonly RouteKey[],
): Promise<{ changes: Changes; scenario: Scenario }> {
  const scenario = { ...unchanged(rows.length), traffic: changes.traffic, isOffloading: offloaded !== null };
  const numbers = new Map(rows.map((row, number) => [routeId(row), number]));
  const each = async <Change extends { route: string }>(
    wanted: readonly Change[],
    set: (route: number, change: Change) => void,
  ): Promise<Change[]> => {
    const named: Change[] = [];
    for (const change of wanted) {
      for (const route of await targetsOf(query, report, change.route)) {
        const number = numbers.get(routeId(route));
        if (number === undefined) continue;
        set(number, change);
        named.push({ ...change, route: routeName(route) });
      }
    }
    return named;
  };
  const compile = await each(changes.compile, (route, { factor }) => (scenario.speedup[route] = factor));
  const cache = await each(changes.cache, (route, { route: text, ttlS }) => {
    const { method } = rows[route]!;
    if (method !== null && method !== 'GET' && method !== 'HEAD') {
      throw new UserError(`--cache '${text}': a cache does not answer ${method}.`, 'Name a route that is read by GET.');
    }
    scenario.ttlS[route] = ttlS;
  });
  return { changes: { ...changes, compile, cache }, scenario };
}
