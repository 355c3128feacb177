import { type RouteKey, routeId } from '../../evidence/verdict.js';
import type { Report } from '../../report/types.js';
import { inCount, inPercent, inSeconds } from '../saving.js';
import { SHIFT_S } from './traffic.js';
import type { Changes, End, WhatIfRoute, Workers } from './types.js';

interface Told {
  report: Report;
  asked: { now: { workers: number | null } };
  changes: Changes;
  now: Workers;
  planned: Workers;
  sources: readonly WhatIfRoute['cpu'][];
  ends: readonly { end: End }[];
  /** Ends of requests are that coarse; 0: finer. */
  spreadS: number;
  rows: readonly RouteKey[];
  /** Application seconds. */
  measuredS: number;
}

// Beyond it something that is not simulated took the time: an event loop, a database that was short.
const MOST_UNEXPLAINED = 0.2;

/** What the figures rest on, in sentences. */
export function assumptionsOf({
  report,
  asked,
  changes,
  now,
  planned,
  sources,
  ends,
  spreadS,
  rows,
  measuredS,
}: Told): string[] {
  return [
    ...ends.flatMap(({ end }) => unexplained(end, measuredS)),
    'Requests come as in the log, however long answers take: nobody gives up or comes back sooner.',
    `Workers take them first come first served: ${serverName(now)}${asked.now.workers === null ? ' (found from the log)' : ''}.`,
    'What computes shares the cores fairly, and threads take turns in their process, as under the GIL; waiting for a database, a service or a disk takes as long as it did in the quieter half of the log, whatever the load.',
    ...ends.map(({ end }) => ofCores(end, now)),
    ofCpu(report, sources, rows),
    ...(changes.traffic === 1 ? [] : [ofTraffic(changes.traffic)]),
    ...(changes.offload.length === 0
      ? []
      : ['What is offloaded takes its client what sending it took, and the application nothing.']),
    ...(changes.compile.length === 0
      ? []
      : ['What is compiled computes so many times as fast in all of its requests, and waits as before.']),
    ...(changes.cache.length === 0
      ? []
      : [
          'A cache answers GET and HEAD with status 200 and no login by the whole URL, and fetches an answer once at a time.',
        ]),
    ...(planned.workers * planned.threads > now.workers * now.threads
      ? ['The database, its pool and other services answer more requests at a time as fast as now.']
      : []),
    ...(spreadS === 0
      ? []
      : [
          'End times have whole seconds: requests are spread over them at random, so that waiting for workers is known roughly: log $msec.',
        ]),
  ];
}

function unexplained({ simulated: { appSeconds } }: End, measuredS: number): string[] {
  if (Math.abs(appSeconds / measuredS - 1) <= MOST_UNEXPLAINED) return [];
  return [
    `The simulation does not explain this log: ${inSeconds(appSeconds)} of application time simulated, ${inSeconds(measuredS)} measured. Do not rely on what it says of changes.`,
  ];
}

function serverName({ workers, threads }: Workers): string {
  return `${inCount(workers, 'worker')} with ${threads === 1 ? 'one thread' : `${threads} threads`} each`;
}

function ofCores({ usableCores, unknownAs }: End, { cores }: Workers): string {
  const where = unknownAs === null ? '' : `${unknownAs === 'io' ? 'Where they wait' : 'Where they compute'}: `;
  return usableCores >= 1
    ? `${where}${inCount(cores, 'core')}, all for the application.`
    : `${where}${inCount(cores, 'core')}, of which the application gets ${inPercent(usableCores)}: with so much a simulation takes as long as the log; the rest goes to other programs, to the server around the application and to switching.`;
}

function ofCpu({ routes }: Report, sources: readonly WhatIfRoute['cpu'][], rows: readonly RouteKey[]): string {
  const seconds = new Map(routes.map((route) => [routeId(route), route.upstreamTime?.sum ?? 0]));
  const all = rows.reduce((sum, row) => sum + (seconds.get(routeId(row)) ?? 0), 0);
  const part = (source: WhatIfRoute['cpu']): number =>
    rows.reduce((sum, row, i) => sum + (sources[i] === source ? (seconds.get(routeId(row)) ?? 0) : 0), 0) / (all || 1);
  const unknown = part('unknown');
  const parts = [
    [part('reported'), 'as reported'],
    [part('share'), "by the routes' shares"],
  ] as const;
  const known = `CPU: ${parts
    .filter(([of]) => of > 0)
    .map(([of, how]) => `${how} for ${inPercent(of)} of the application time`)
    .join(', ')}`;
  return unknown === 0
    ? `${known}.`
    : `${unknown < 1 ? `${known}; of` : 'CPU: of'} ${inPercent(unknown)} of it nothing tells, so both ends are simulated: these routes wait all the time, or compute all the time. logsplit instrument narrows that.`;
}

function ofTraffic(factor: number): string {
  if (factor < 1)
    return `Traffic is ${factor} times the log's: requests are left out at random, wherever they come, so bursts and the day's curve keep their shape.`;
  return `Traffic is ${factor} times the log's: copies of its arrivals are laid over each other, ${SHIFT_S} s apart${Number.isInteger(factor) ? '' : ', the last one thinned at random'}, so the day's curve and longer bursts grow with it; shorter bursts come more often, not higher.`;
}
