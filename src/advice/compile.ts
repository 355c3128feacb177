import { lower, ms } from '../evidence/verdict.js';
import { routeName } from '../report/route-name.js';
import type { Recommendation, RouteReport, Totals } from '../report/types.js';
import type { Findings } from './advise.js';
import { aWeek, inCount, inPercent, inSeconds, savingOf } from './saving.js';

/** How many times faster compiling makes Python, by what the time is spent in, as measured (docs/compiling.md). */
const SPEEDUPS = { inC: [1, 1.15], unchanged: [0.9, 2.6], typedLoops: [14, 125] } as const;
const EXPECTED_SPEEDUP = 2;
const LEAST_SHARE = 0.01;
// From so many routes on it is the interpreter that is slow, not a function.
const MANY_ROUTES = 4;

/** Routes whose time is shown to be CPU, with Amdahl's saving as a range. `span_s`: seconds that the log covers. */
export function adviseCompile({ routes, totals }: Findings, span_s: number | null): Recommendation[] {
  const computing = routes.flatMap((route) => {
    const cpu_s = cpuSecondsOf(route);
    if (route.bound !== 'cpu' || route.kind === 'static' || cpu_s === null) return [];
    if (totals.appSeconds && cpu_s < totals.appSeconds * LEAST_SHARE) return [];
    return [{ route, cpu_s }];
  });
  const how = howTo(computing);
  return computing.map((one) => recommendation(one, how, totals, span_s));
}

/** CPU seconds that the application spent on a route; null without evidence. */
export function cpuSecondsOf({ cpuMs, servedBy }: RouteReport): number | null {
  return cpuMs === null ? null : (cpuMs / 1e3) * servedBy.app;
}

interface Computing {
  route: RouteReport;
  cpu_s: number;
}

/** Seconds that a speed-up of the CPU part saves, by Amdahl's law. */
function saved_s(cpu_s: number, speedup: number): number {
  return cpu_s * (1 - 1 / speedup);
}

function recommendation(computing: Computing, how: string, totals: Totals, span_s: number | null): Recommendation {
  const { route, cpu_s } = computing;
  const name = routeName(route);
  return {
    id: `compile:${name}`,
    action: 'compile',
    target: name,
    routes: [name],
    saving: savingOf(totals, 0, 0, {
      expected: saved_s(cpu_s, EXPECTED_SPEEDUP),
      low: saved_s(cpu_s, SPEEDUPS.inC[0]),
      high: saved_s(cpu_s, SPEEDUPS.typedLoops[0]),
    }),
    // The label may be sure; what the code is made of is not in any log.
    confidence: lower(route.confidence, 'medium'),
    why: [
      `${inPercent(route.cpuShare ?? 0)} of its undisturbed time is CPU: ${inSeconds(cpu_s)} over ${inCount(route.servedBy.app, 'request')}${aWeek(cpu_s, span_s)}.`,
      `Typed loops would save ${gain(cpu_s, 'typedLoops')}${requestAfter(route, SPEEDUPS.typedLoops)}; Cython with the source unchanged ${gain(cpu_s, 'unchanged')}; work that runs in C already ${inSeconds(saved_s(cpu_s, SPEEDUPS.inC[1]))} at most.`,
    ].join(' '),
    how,
  };
}

function times(work: keyof typeof SPEEDUPS): string {
  return `${SPEEDUPS[work].join('–')}×`;
}

/** "45.3 s to 48.4 s"; compiling can cost time. */
function gain(cpu_s: number, work: keyof typeof SPEEDUPS): string {
  const [low, high] = SPEEDUPS[work].map((speedup) => saved_s(cpu_s, speedup)) as [number, number];
  return `${low < 0 ? '−' : ''}${inSeconds(Math.abs(low))} to ${inSeconds(high)}`;
}

/** What an undisturbed request takes then: what it waits, and its CPU time by the speed-up. */
function requestAfter({ cpuMs, cpuShare }: RouteReport, [least, most]: readonly [number, number]): string {
  if (cpuMs === null || !cpuShare) return '';
  const wait_ms = Math.max(0, cpuMs / cpuShare - cpuMs);
  const after = (speedup: number): string => ms((wait_ms + cpuMs / speedup) / 1e3);
  return ` (a request ${after(most)} to ${after(least)}, not ${after(1)})`;
}

/** The same for every route, so that a report prints it once. */
function howTo(computing: readonly Computing[]): string {
  return [
    'Profile first, on the running server; no log tells what the code is made of:',
    '',
    '    py-spy record -d 30 -o profile.svg --pid <worker>',
    '',
    'What the profile shows at the bottom decides:',
    `- re, json, zlib, a template or NumPy: it runs in C already, compiling gains ${times('inC')}: leave it; a cache or less work is what helps`,
    `- loops over numbers and arrays: Numba (@njit), ${times('typedLoops')}`,
    `- general Python of one function: Cython, which keeps every package; unchanged ${times('unchanged')}, with types in its loops as Numba`,
    '- Python everywhere: PyPy for the whole application; first check that each C extension runs on it, and how fast',
    ...(computing.length > 1 ? ['', spread(computing)] : []),
    '',
    'Threads: PyPy, and Cython and Numba as they are, keep the GIL: threads compute one at a time. With nogil=True (Numba) or "with nogil" (Cython) two threads got 1.9 times as much done.',
  ].join('\n');
}

/** Whether functions or the interpreter are the place to begin, by how the CPU time is spread over routes. */
function spread(computing: readonly Computing[]): string {
  const most = computing.reduce((a, b) => (b.cpu_s > a.cpu_s ? b : a));
  const share = most.cpu_s / computing.reduce((sum, { cpu_s }) => sum + cpu_s, 0);
  const begin =
    computing.length >= MANY_ROUTES && share < 0.5
      ? 'if the profiles show Python in general, PyPy is to be tried first'
      : 'begin there, with its functions, not with another interpreter';
  return `Of the ${computing.length} routes worth compiling ${routeName(most.route)} has ${inPercent(share)} of the CPU time: ${begin}.`;
}
