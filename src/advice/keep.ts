import { ms } from '../evidence/verdict.js';
import { routeName } from '../report/route-name.js';
import type { Recommendation, RouteReport } from '../report/types.js';
import type { Findings } from './advise.js';
import { cpuSecondsOf } from './compile.js';
import { appSeconds, aWeek, inCount, inPercent, inSeconds, NOTHING, savingOf, sum } from './saving.js';

/** Routes that are named with their waiting; the others are summed up. */
const NAMED_ROUTES = 5;
// The 95th percentile against the median: below it a wait is always the same, beyond it it is now long and now short.
const STEADY = 1.5;
const UNSTEADY = 3;

/**
 * IO-bound routes: the one thing not to do is to compile them. Not those of low confidence, which may be anything yet,
 * nor files, which are for nginx to serve. `span_s`: seconds that the log covers.
 */
export function adviseKeep({ routes, totals }: Findings, span_s: number | null): Recommendation[] {
  const waiting = routes
    .filter(({ bound, confidence, kind }) => bound === 'io' && confidence !== 'low' && kind === 'dynamic')
    .map((route) => ({ route, wait_s: waitSeconds(route) }));
  if (waiting.length === 0) return [];
  const seconds = sum(waiting.map(({ route }) => appSeconds(route))) ?? 0;
  const cpuOfEach = waiting.map(({ route }) => cpuSecondsOf(route));
  const cpu = cpuOfEach.includes(null) ? null : sum(cpuOfEach);
  const most =
    cpu === null || seconds === 0
      ? ''
      : ` Even if their code took no time at all, ${inSeconds(cpu)} would be saved (${inPercent(cpu / seconds)}).`;
  return [
    {
      id: 'keep:io',
      action: 'keep',
      target: inCount(waiting.length, 'IO-bound route'),
      routes: waiting.map(({ route }) => routeName(route)),
      saving: savingOf(totals, 0, 0, NOTHING),
      confidence: waiting.every(({ route }) => route.confidence === 'high') ? 'high' : 'medium',
      why: `They took ${inSeconds(seconds)} of application time, ${howSpent(waiting)}. Compiling them gains nothing.${most}`,
      how: howTo(
        waiting.toSorted((a, b) => b.wait_s - a.wait_s),
        span_s,
      ),
    },
  ];
}

interface Waiting {
  route: RouteReport;
  wait_s: number;
}

/** Application seconds of a route that are neither CPU nor waiting for a worker: all of them where these are not known. */
function waitSeconds(route: RouteReport): number {
  return Math.max(0, (appSeconds(route) ?? 0) - (route.queuedSeconds ?? 0) - (cpuSecondsOf(route) ?? 0));
}

function howSpent(waiting: readonly Waiting[]): string {
  const queued = sum(waiting.map(({ route }) => route.queuedSeconds)) ?? 0;
  if (queued < 0.05) return 'nearly all of it waiting';
  return `${inSeconds(waitedInAll(waiting))} of it waiting for IO, ${inSeconds(queued)} for a free worker`;
}

function waitedInAll(waiting: readonly Waiting[]): number {
  return waiting.reduce((total, { wait_s }) => total + wait_s, 0);
}

function howTo(waiting: readonly Waiting[], span_s: number | null): string {
  const all_s = waitedInAll(waiting);
  const reading_s = waitedInAll(waiting.filter(({ route }) => route.method === 'GET'));
  return [
    'Do not compile these. They wait:',
    ...waiting.slice(0, NAMED_ROUTES).map(describe),
    ...(waiting.length > NAMED_ROUTES ? [rest(waiting.slice(NAMED_ROUTES))] : []),
    '',
    'What helps is waiting less or waiting side by side:',
    `- the slowest query or call of each: an index, fewer round trips (N+1), a batch; half of the waiting is ${inSeconds(all_s / 2)}${aWeek(all_s / 2, span_s)}`,
    '- a connection pool as large as the requests that wait at a time, so that none pays for connecting or waits for a connection',
    `- threads or asyncio, so that a worker waits for several requests at once${occupied(all_s, span_s)}`,
    ...(reading_s > 0
      ? [
          `- a cache in front of what is read often and changes rarely: reading (GET) waits ${inSeconds(reading_s)} of it; logsplit cache tells which answers repeat`,
        ]
      : []),
  ].join('\n');
}

function describe({ route, wait_s }: Waiting): string {
  const each = wait_s / Math.max(1, route.servedBy.app);
  return `- ${routeName(route)}: ${inSeconds(wait_s)}, ${ms(each)} a request${manner(route)}`;
}

/** What the spread of the times hints at; a hint, since the log does not say what is waited for. */
function manner({ upstreamTime, queuedSeconds }: RouteReport): string {
  // Waiting for a worker spreads the times too.
  if (upstreamTime === null || upstreamTime.p50 <= 0 || (queuedSeconds ?? 0) > upstreamTime.sum * 0.1) return '';
  const spread = upstreamTime.p95 / upstreamTime.p50;
  if (spread <= STEADY) return ', nearly always the same: look at the query or call itself';
  if (spread >= UNSTEADY)
    return `, now short and now long (95th percentile ${spread.toFixed(0)} times the median): look for locks, an exhausted pool, rows that grow`;
  return '';
}

function rest(waiting: readonly Waiting[]): string {
  return `- ${inCount(waiting.length, 'other')}: ${inSeconds(waitedInAll(waiting))}`;
}

/** Little's law: waiting seconds a second are the requests that wait at a time. */
function occupied(wait_s: number, span_s: number | null): string {
  if (!span_s) return '';
  return `: by Little's law ${(wait_s / span_s).toFixed(wait_s < span_s * 10 ? 1 : 0)} of them wait at a time on average, and keep as many sync workers from other work`;
}
