import { lower } from '../evidence/verdict.js';
import { routeName } from '../report/route-name.js';
import type { Recommendation, RouteReport } from '../report/types.js';
import type { Findings } from './advise.js';
import { inPercent, inSeconds, savingOf } from './saving.js';

/**
 * Speed-ups of compiling Python, as measured (figures and their origin: docs/compiling.md): nothing for work that
 * already runs in C, about twofold for unchanged loops under Cython, at least 14-fold for typed loops.
 */
const EXPECTED_SPEEDUP = 2;
const TYPED_SPEEDUP = 14;
const LEAST_SHARE = 0.01;

/** Routes that the application's own CPU times show to be CPU-bound, with Amdahl's saving as a range. */
export function adviseCompile({ routes, totals }: Findings): Recommendation[] {
  return routes.flatMap((route) => {
    const cpuSeconds = cpuSecondsOf(route);
    if (route.bound !== 'cpu' || route.kind === 'static' || cpuSeconds === null) return [];
    if (totals.appSeconds && cpuSeconds < totals.appSeconds * LEAST_SHARE) return [];
    return [recommendation(route, cpuSeconds, totals)];
  });
}

/** CPU seconds that the application spent on a route; null without evidence. */
export function cpuSecondsOf({ cpuMs, servedBy }: RouteReport): number | null {
  return cpuMs === null ? null : (cpuMs / 1e3) * servedBy.app;
}

function recommendation(route: RouteReport, cpuSeconds: number, totals: Findings['totals']): Recommendation {
  const name = routeName(route);
  const saved = (speedup: number): number => cpuSeconds * (1 - 1 / speedup);
  return {
    id: `compile:${name}`,
    action: 'compile',
    target: name,
    routes: [name],
    saving: savingOf(totals, 0, 0, { expected: saved(EXPECTED_SPEEDUP), low: 0, high: saved(TYPED_SPEEDUP) }),
    // The label may be sure; what the code is made of is not in any log.
    confidence: lower(route.confidence, 'medium'),
    why: `${inPercent(route.cpuShare ?? 0)} of its undisturbed time is CPU: ${inSeconds(cpuSeconds)} over ${route.servedBy.app.toLocaleString('en-US')} requests.`,
    how: [
      'Typed and compiled, Python loops over numbers gain 14 to 125 times; regular expressions, JSON, templates and NumPy run in C already and gain nothing: hence the range. Profile first, on the running server:',
      '',
      '    py-spy record -d 30 -o profile.svg --pid <worker>',
      '',
      'Then, for the function that the profile names:',
      '- loops over numbers and arrays: Numba (@njit; nogil=True lets threads run side by side)',
      '- general Python, or where the ecosystem must stay: Cython with types',
      '- everything is pure Python: try PyPy for the whole application; check its C extensions first',
      '- most time in re, json, zlib, a template or NumPy: leave it; a cache or less work is what helps',
    ].join('\n'),
  };
}
