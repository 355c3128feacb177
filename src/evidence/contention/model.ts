import { type Estimate, isJudged, type Scale } from './estimate.js';
import { labelOf, oneCpuLabel } from './label.js';
import { type Neighbourhood, neighbourhoodOf } from './neighbours.js';
import { explainedShortAt, fitOneCpu, type OneCpu } from './one-cpu.js';
import type { Requests } from './requests.js';
import { served } from './served.js';
import { fitSharedCores, type SharedCores } from './shared-cores.js';
import { evenness, shortRoutes, type Testimony, testimony } from './witnesses.js';
import { serviceStarts } from './worker-queue.js';

/** What a route gets from the model that fits. */
export interface RouteFinding extends Estimate {
  label: 'cpu' | 'io' | 'mixed' | null;
  rows: number;
  baseS: number;
}

/** The model that explains how requests slow each other down, or why there is none. */
export type Model =
  | { kind: 'cores'; cores: number; isTold: boolean; findings: (RouteFinding | null)[] }
  | { kind: 'turns' | 'loop'; findings: (RouteFinding | null)[] }
  | { kind: 'none'; why: string };

const FEWEST_REQUESTS = 200;
const LEAST_T = 3;
const LEAST_SENSITIVITY = 0.25;
// Where neighbours take CPU, there are fewer cores than are told: all shares seem larger alike, and are scaled down.
const MOST_LEVEL = 1.7;
const MOST_EXCESS = 0.2;
const LEAST_LOAD_P95 = 1.25;
const LEAST_SLOWED = 0.15;
const MOST_EVENNESS = 0.12;

const LEAST_EXPLAINED = 0.65;
const LEAST_EXPLAINED_SHORT = 0.8;
const LEAST_EXPLAINED_SHORT_OTHERWISE = 0.7;
const ONE_CPU_LEVELS = [0.78, 1.3] as const;
const LEAST_LEAD = 0.15;
const MOST_ONE_CPU_EXCESS = 0.15;
const LEAST_EVENNESS = 0.1;
const MOST_CONTRADICTED = 1;

// Tried where they are not told. Not one: at little load that looks like threads that take turns.
const CORES = [2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64];

/** @param workers whose queue is taken away; `likeliest`: a number that explains too little to be believed */
export function findModel(
  requests: Requests,
  workers: number | null,
  likeliest: number | null,
  cores: number | null,
): Model {
  if (requests.count < FEWEST_REQUESTS)
    return none(
      `Only ${requests.count} requests reached the application: ${FEWEST_REQUESTS} are the least to compare.`,
    );
  const around = neighbourhoodOf(
    served(requests, workers === null ? requests.startS : serviceStarts(requests, workers)),
  );
  if (shortRoutes(around).length === 0) {
    return none(
      'No route is answered within 1.5 ms, and only such requests, which wait for nothing else, can tell that it is the CPU that is short.',
    );
  }
  const even = evenness(around);
  const one = even < LEAST_EVENNESS ? null : oneCpuFindings(around, requests, workers, likeliest);
  if (one !== null) return one;
  if (workers !== null && cores !== null && workers <= cores) {
    return none(
      `The application works on ${workers} request${workers === 1 ? '' : 's'} at a time: on ${cores} cores they do not get in each other’s way, so nothing tells who computes.`,
    );
  }
  return shareCores(around, even, cores);
}

function none(why: string): Model {
  return { kind: 'none', why };
}

/** Null: one CPU for all does not explain the log. */
function oneCpuFindings(
  around: Neighbourhood,
  requests: Requests,
  workers: number | null,
  likeliest: number | null,
): Model | null {
  const one = fitOneCpu(around.served);
  const judged = judgeOneCpu(around, one);
  const isGood =
    one.explainedShort >= LEAST_EXPLAINED_SHORT &&
    one.explained >= LEAST_EXPLAINED &&
    one.scales.every(isOnScale) &&
    // A loop explains turns badly; turns explain a loop nearly as well as it does itself.
    (one.turns === 'loop' || one.explainedShort - one.explainedByRival >= LEAST_LEAD) &&
    judged.contradicted <= MOST_CONTRADICTED &&
    holdsOtherwise(requests, one, workers, likeliest);
  return isGood ? { kind: one.turns, findings: judged.findings } : null;
}

function judgeOneCpu(
  { served }: Neighbourhood,
  { turns, estimates }: OneCpu,
): { findings: (RouteFinding | null)[]; contradicted: number } {
  let contradicted = 0;
  const findings = estimates.map((estimate, route): RouteFinding | null => {
    if (!isJudged(served, route)) return null;
    const { rows, p10 } = served.times[route]!;
    const { label, shareError, isContradicted } = oneCpuLabel(estimate, turns, p10);
    if (isContradicted) contradicted++;
    return { ...estimate, shareError, label, rows, baseS: p10 };
  });
  return { findings, contradicted };
}

// A queue for workers that is not seen for what it is delays short requests just as a busy CPU would.
function holdsOtherwise(requests: Requests, one: OneCpu, workers: number | null, likeliest: number | null): boolean {
  if (likeliest === null || likeliest === workers) return true;
  const other = served(requests, serviceStarts(requests, likeliest));
  return explainedShortAt(other, one.turns) >= LEAST_EXPLAINED_SHORT_OTHERWISE;
}

function isOnScale({ level, excess }: Scale): boolean {
  return level >= ONE_CPU_LEVELS[0] && level <= ONE_CPU_LEVELS[1] && excess <= MOST_ONE_CPU_EXCESS;
}

interface Fit {
  model: SharedCores;
  said: Testimony;
  misfit: number;
}

function shareCores(around: Neighbourhood, even: number, told: number | null): Model {
  const fits: Fit[] = [];
  for (const cores of told === null ? CORES : [told]) {
    const model = fitSharedCores(around, cores);
    const misfit = Math.hypot(model.scale.excess, Math.log(Math.max(1, model.scale.level)) / 2);
    fits.push({ model, said: testimony(around, model), misfit });
    // More cores would be less busy still.
    if (model.loadP95 < LEAST_LOAD_P95) break;
  }
  const good = fits.filter((fit) => whyNot(fit, even) === null);
  if (good.length === 0) return none(whyNot(fits[0]!, even)!);
  const [best] = [...good].sort((a, b) => offScale(a) - offScale(b));
  const findings = best!.model.estimates.map((estimate, route): RouteFinding | null => {
    if (!isJudged(around.served, route)) return null;
    const labels = new Set(good.map(({ model, misfit }) => labelOf(model.estimates[route]!, misfit)));
    const { rows, p10 } = around.served.times[route]!;
    return { ...estimate, label: labels.size === 1 ? [...labels][0]! : null, rows, baseS: p10 };
  });
  return { kind: 'cores', cores: best!.model.cores, isTold: told !== null, findings };
}

function offScale({ model }: Fit): number {
  return Math.abs(Math.log(model.scale.level));
}

/** The first thing that speaks against a model, as a sentence; null: nothing. */
function whyNot({ model: { cores, scale, loadP95, slowed }, said }: Fit, even: number): string | null {
  const onCores = `${cores} shared core${cores === 1 ? '' : 's'}`;
  if (loadP95 < LEAST_LOAD_P95 || slowed < LEAST_SLOWED)
    return 'The server was hardly ever busy: where requests do not get in each other’s way, nothing tells who computes.';
  if (Number.isNaN(even))
    return 'Too few routes take 10 ms and more: nothing tells whether a crowd slows all of them down, or only those that compute.';
  if (even >= MOST_EVENNESS)
    return `A crowd slows every route down, those that wait too, which ${onCores} do not; and one CPU for all (threads under a GIL, an event loop) does not explain it either.`;
  if (!(said.t >= LEAST_T))
    return `Short requests, which are CPU and nothing else, are not slowed down by the others that would compute (t = ${Number.isNaN(said.t) ? '0' : said.t.toFixed(1)}, at least ${LEAST_T} is needed): what is short here is something else than the CPU, a database perhaps.`;
  if (!said.isByComputing || !(said.sensitivity >= LEAST_SENSITIVITY))
    return 'Short requests are slowed down far less than the routes that would compute, so those wait for something else than the CPU.';
  if (scale.excess > MOST_EXCESS || scale.level > MOST_LEVEL)
    return `Some routes are slowed down by more than ${onCores} can explain: they wait for something else too, or the number of cores is not right (--cores).`;
  if (Number.isNaN(scale.level)) return `No route computes enough to show how ${onCores} are shared.`;
  return null;
}
