import { ms } from '../evidence/verdict.js';
import { routeName } from '../report/route-name.js';
import type { Recommendation, RouteReport } from '../report/types.js';
import type { Findings } from './advise.js';
import { cpuSecondsOf } from './compile.js';
import { inCount, inPercent, inSeconds, savingOf, sum } from './saving.js';
import { BUSIEST, busyWorkers, PEAK_S, peakRate, workersNeeded } from './workers-needed.js';

/** The row of queries/peak_load.sql. */
export interface PeakLoad {
  span_s: number | null;
  requests: number;
  peak_requests: number;
}

const WORTH_SHARE = 0.02;

/** More workers, where requests wait for a free one: how many by Little's law, now, at the peak, and once files are offloaded. */
export function adviseConcurrency(load: PeakLoad, { routes, totals }: Findings): Recommendation[] {
  const { queueing, appSeconds: all } = totals;
  // Where R3 names no route its replay with so many workers may fit by chance.
  if (queueing?.found === 'searched' && !routes.some(isNamedByTimes)) return [];
  if (queueing === null || all === null || queueing.share < WORTH_SHARE || !load.span_s || load.requests === 0)
    return [];
  const served_s = Math.max(0, all - queueing.seconds) / load.requests;
  const meanRate = load.requests / load.span_s;
  const peak = peakRate(load.requests, load.span_s, load.peak_requests);
  const byLaw = workersNeeded(busyWorkers(peak, served_s));
  const has = queueing.workers;
  const isBursty = has !== null && byLaw <= has;
  const needed = isBursty ? Math.ceil(has * 1.5) : byLaw;
  const queued = routes.filter(({ queuedSeconds }) => (queuedSeconds ?? 0) > 0);
  return [
    {
      id: 'concurrency:workers',
      action: 'concurrency',
      target: 'workers of the application',
      routes: queued.sort((a, b) => b.queuedSeconds! - a.queuedSeconds!).map(routeName),
      saving: savingOf(totals, 0, 0, {
        expected: queueing.seconds / (isBursty ? 4 : 2),
        low: 0,
        high: queueing.seconds,
      }),
      confidence: isBursty ? 'low' : queueing.found === 'reported' ? 'high' : 'medium',
      why: [
        `Requests waited ${inSeconds(queueing.seconds)} for a free worker, ${inPercent(queueing.share)} of the application time${has === null ? '' : `: it works on ${has} at a time`}.`,
        `Without that a request takes ${ms(served_s)}. By Little's law ${busy(meanRate, served_s)} workers are busy on average at ${rate(meanRate)} requests a second, ${busy(peak, served_s)} in the busiest ${PEAK_S} seconds at ${rate(peak)}.`,
        `So that they are at most ${inPercent(BUSIEST)} busy it takes ${inCount(workersNeeded(busyWorkers(meanRate, served_s)), 'worker')} on average and ${byLaw} at the peak${afterOffload(load, served_s, peak, { routes, totals })}.`,
        ...(isBursty
          ? [
              'It has these: requests come in bursts, or the CPU is short while they last (that of one process, where it has threads).',
            ]
          : []),
      ].join(' '),
      how: howTo(needed, routes, totals, load.span_s),
    },
  ];
}

function isNamedByTimes({ evidence }: RouteReport): boolean {
  return evidence.some(({ rung, says }) => rung === 'R3' && says !== 'refused');
}

function afterOffload(
  { requests }: PeakLoad,
  served_s: number,
  peak: number,
  { routes, totals: { leak, queueing } }: Pick<Findings, 'routes' | 'totals'>,
): string {
  if (leak.requests === 0 || leak.appSeconds === null || queueing === null) return '';
  const work = requests * served_s;
  // Files wait as long as others, which is another share of their time.
  const files = routes.filter(({ kind, queuedSeconds }) => kind === 'static' && queuedSeconds !== null);
  const seconds = sum(files.map(({ upstreamTime }) => upstreamTime?.sum ?? null));
  const queued = sum(files.map(({ queuedSeconds }) => queuedSeconds)) ?? 0;
  const share = seconds ? queued / seconds : queueing.share;
  const left = Math.max(0, work - leak.appSeconds * (1 - share)) / work;
  return `; with static files offloaded ${workersNeeded(busyWorkers(peak, served_s * left))}`;
}

function howTo(needed: number, routes: Findings['routes'], totals: Findings['totals'], span_s: number): string {
  const known = routes.filter(({ cpuMs }) => cpuMs !== null);
  const cpu = sum(known.map(cpuSecondsOf));
  const computed =
    cpu === null
      ? 'How much of the work is CPU is not known: logsplit instrument tells how to log it.'
      : `Of the work some ${inSeconds(cpu)} is CPU, ${(cpu / span_s).toFixed(2)} cores on average: have more cores than that at the peak, or more workers only queue for the CPU.`;
  return [
    'More workers let requests run that wait for a free one. For those that wait for a database threads will do; those that compute need processes, and a core each.',
    '',
    `    gunicorn --workers ${Math.max(1, Math.ceil(needed / 4))} --threads ${Math.min(needed, 4)}    # sync: --workers ${needed}`,
    '',
    `${computed} The database's pool has to have a connection for each. Offloading, caching and compiling what stands above leaves less to wait for: look at a new log afterwards.${totals.leak.requests > 0 ? ' Files first: they take workers for nothing.' : ''}`,
  ].join('\n');
}

function busy(perSecond: number, seconds: number): string {
  return busyWorkers(perSecond, seconds).toFixed(1);
}

function rate(perSecond: number): string {
  return perSecond >= 10 ? perSecond.toFixed(0) : perSecond.toFixed(1);
}
