import { inPercent } from '../advice/saving.js';
import { ms } from '../evidence/verdict.js';
import { grouped } from '../grouped.js';
import { routeName } from './route-name.js';
import type { Recommendation, Report, RouteReport } from './types.js';
import type { Done, Verification, VerifiedRecommendation } from './verification.js';

/** Of what was predicted: so much is done, and less than that little is not. */
const DONE_FROM = 0.75;
const PARTLY_FROM = 0.1;
/** A route that takes so much of its CPU time off was changed; less comes and goes by itself. */
const FASTER_FROM = 0.2;

/** What the routes of a recommendation amount to in one log. */
interface Sums {
  requests: number;
  /** Answered by the application. */
  app: number;
  /** Seconds; null: not logged. */
  appSeconds: number | null;
  /** CPU seconds by the evidence; null: unknown for one of them. */
  cpuSeconds: number | null;
}

/** Judges the recommendations for an earlier log by a later one, at the traffic of the later one. */
export function verify(before: Report, after: Report): Verification {
  const recommendations = before.recommendations.map((one) => verifyOne(one, before, after));
  return {
    schema: 'logsplit.verification/1',
    before: summaryOf(before),
    after: summaryOf(after),
    appSeconds: balance(before, after, recommendations),
    recommendations,
  };
}

function summaryOf({
  totals: { requests, appSeconds },
  input: { firstTime, lastTime },
}: Report): Verification['before'] {
  return { requests, appSeconds, firstTime, lastTime };
}

function balance(
  before: Report,
  after: Report,
  recommendations: readonly VerifiedRecommendation[],
): Verification['appSeconds'] {
  if (before.totals.appSeconds === null || after.totals.appSeconds === null) return null;
  const earlier = new Map(before.routes.map((route) => [routeName(route), route]));
  let unchanged = 0;
  for (const route of after.routes) {
    const was = earlier.get(routeName(route));
    // What is new costs what it costs.
    unchanged += was === undefined ? secondsOf(route) : (secondsOf(was) / was.requests) * route.requests;
  }
  const saved = recommendations
    .filter(({ done }) => done === 'done' || done === 'partly')
    .reduce((sum, { predicted }) => sum + (predicted.appSeconds ?? 0), 0);
  return { unchanged, predicted: Math.max(0, unchanged - saved), measured: after.totals.appSeconds };
}

function verifyOne(recommendation: Recommendation, before: Report, after: Report): VerifiedRecommendation {
  const { id, action, target, routes, saving } = recommendation;
  const was = sumsOf(before.routes, routes);
  const is = sumsOf(after.routes, routes);
  const traffic = routes.length === 0 ? after.totals.requests / before.totals.requests : is.requests / was.requests;
  const scaled = (value: number | null): number | null => (value === null ? null : value * traffic);
  const predicted = {
    requests: saving.requests * traffic,
    appSeconds: scaled(saving.appSeconds),
    low: scaled(saving.low),
    high: scaled(saving.high),
  };
  const told = { id, action, target, traffic: Number.isFinite(traffic) && traffic > 0 ? traffic : null, predicted };
  if (told.traffic === null) {
    return {
      ...told,
      traffic: null,
      done: 'unknown',
      came: NOTHING_KNOWN,
      says: 'Nothing of it was asked for in the later log.',
    };
  }
  switch (action) {
    case 'offload':
    case 'cdn':
    case 'cache':
      return { ...told, ...fewerRequests(was, is, traffic, predicted.requests) };
    case 'compile':
      return { ...told, ...lessCpu(was, is, saving) };
    case 'concurrency':
      return { ...told, ...lessWaiting(before, after) };
    case 'keep':
      return { ...told, done: 'nothing to do', came: NOTHING_KNOWN, says: 'It was to be left alone.' };
    default:
      return { ...told, ...lessTrouble(id, saving.requests * traffic, after) };
  }
}

const NOTHING_KNOWN = { requests: null, appSeconds: null };
type Outcome = Pick<VerifiedRecommendation, 'done' | 'came' | 'says'> &
  Partial<Pick<VerifiedRecommendation, 'predicted'>>;

function fewerRequests(was: Sums, is: Sums, traffic: number, predicted: number): Outcome {
  const wouldBe = was.app * traffic;
  const fewer = wouldBe - is.app;
  const seconds = was.appSeconds === null ? null : was.appSeconds * traffic - (is.appSeconds ?? 0);
  return {
    done: partOf(fewer, predicted),
    came: { requests: fewer, appSeconds: seconds },
    says: `The application answered ${rounded(is.app)} of ${rounded(is.requests)} requests; as before it would have answered ${rounded(wouldBe)}.`,
  };
}

function lessCpu(was: Sums, is: Sums, saving: Recommendation['saving']): Outcome {
  if (was.cpuSeconds === null || is.cpuSeconds === null || was.app === 0 || is.app === 0) {
    return { done: 'unknown', came: NOTHING_KNOWN, says: 'The later log does not tell its CPU time.' };
  }
  // By request that still reaches the application: a cache in front of it takes requests away, not their cost.
  const [costBefore, costAfter] = [was.cpuSeconds / was.app, is.cpuSeconds / is.app];
  const scale = is.app / was.app;
  const scaled = (value: number | null): number | null => (value === null ? null : value * scale);
  return {
    predicted: {
      requests: 0,
      appSeconds: scaled(saving.appSeconds),
      low: scaled(saving.low),
      high: scaled(saving.high),
    },
    done: costAfter <= costBefore * (1 - FASTER_FROM) ? 'done' : 'no',
    came: { requests: 0, appSeconds: (costBefore - costAfter) * is.app },
    says: `A request takes ${ms(costAfter)} of CPU; before it took ${ms(costBefore)}.`,
  };
}

function lessWaiting(before: Report, after: Report): Outcome {
  const [was, is] = [before.totals.queueing, after.totals.queueing];
  if (was === null || is === null) {
    return { done: 'unknown', came: NOTHING_KNOWN, says: 'The later log does not tell the waiting for a worker.' };
  }
  const wouldBe = was.share * (after.totals.appSeconds ?? 0);
  return {
    done: partOf(was.share - is.share, was.share),
    came: { requests: null, appSeconds: wouldBe - is.seconds },
    says: `Waiting for a worker is ${inPercent(is.share)} of the application time; before it was ${inPercent(was.share)}.`,
  };
}

/** For what shows as a recommendation of the same name as long as it is there. */
function lessTrouble(id: string, wouldBe: number, after: Report): Outcome {
  const still = after.recommendations.find((one) => one.id === id);
  if (still === undefined) return { done: 'done', came: NOTHING_KNOWN, says: 'It is no longer advised.' };
  if (wouldBe === 0) return { done: 'no', came: NOTHING_KNOWN, says: 'It is still advised.' };
  return {
    done: partOf(wouldBe - still.saving.requests, wouldBe),
    came: { requests: wouldBe - still.saving.requests, appSeconds: null },
    says: `It concerns ${rounded(still.saving.requests)} requests; as before it would concern ${rounded(wouldBe)}.`,
  };
}

function partOf(came: number, predicted: number): Done {
  if (predicted <= 0) return 'unknown';
  const part = came / predicted;
  if (part >= DONE_FROM) return 'done';
  return part >= PARTLY_FROM ? 'partly' : 'no';
}

function sumsOf(routes: readonly RouteReport[], names: readonly string[]): Sums {
  const wanted = new Set(names);
  const sums: Sums = { requests: 0, app: 0, appSeconds: null, cpuSeconds: 0 };
  for (const route of routes) {
    if (!wanted.has(routeName(route))) continue;
    sums.requests += route.requests;
    sums.app += route.servedBy.app;
    if (route.upstreamTime !== null) sums.appSeconds = (sums.appSeconds ?? 0) + route.upstreamTime.sum;
    sums.cpuSeconds =
      route.cpuMs === null || sums.cpuSeconds === null
        ? null
        : sums.cpuSeconds + (route.cpuMs / 1e3) * route.servedBy.app;
  }
  return sums;
}

function secondsOf({ upstreamTime }: RouteReport): number {
  return upstreamTime?.sum ?? 0;
}

function rounded(n: number): string {
  return grouped(Math.round(n));
}
