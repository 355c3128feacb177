import { BUSIEST } from '../advice/workers-needed.js';
import { criticalT } from './student-t.js';
import type { Forecast, Load, Saturation, Week } from './types.js';

const FEWEST_WEEKS = 4;
/** What was half a year ago says little of what comes. */
const MOST_WEEKS = 26;
const OUTSIDE = 0.05;
const TEN_YEARS = 520;
const STEP = 0.1;

/** A line through the logarithms of weekly requests. */
interface Trend {
  /** Logarithm of the growth from week to week. */
  slope: number;
  slopeError: number;
  /** How much a week strays from the line. */
  spread: number;
  critical: number;
}

/**
 * When the peak hour will take all workers, from the growth of requests over whole weeks and what the reviewed period's
 * requests cost. Not from the application time of earlier weeks: what was made faster since would look like less traffic.
 * @param weeks up to the reviewed one, earliest first
 */
export function forecastOf(weeks: readonly Week[], load: Load | null): Forecast {
  // By their place in time: a week of which days are missing leaves a gap.
  const whole = weeks.flatMap(({ isWhole, requests }, at) => (isWhole ? [{ at, requests }] : [])).slice(-MOST_WEEKS);
  if (whole.length < FEWEST_WEEKS) {
    const has = whole.length === 1 ? '1 whole week' : `${whole.length} whole weeks`;
    return {
      weeks: whole.length,
      notes: [`A forecast needs ${FEWEST_WEEKS} whole weeks, and the store holds ${has} up to here.`],
      growth: null,
      saturation: [],
    };
  }
  const trend = trendOf(whole);
  const weekly = (slope: number): number => Math.exp(slope) - 1;
  const reach = trend.critical * trend.slopeError;
  const growth = { weekly: weekly(trend.slope), low: weekly(trend.slope - reach), high: weekly(trend.slope + reach) };
  const notes: string[] = [];
  if (growth.low <= 0 && growth.high >= 0) {
    notes.push(`${whole.length} weeks do not tell growth from none: the interval holds both.`);
  }
  const utilisation = load?.utilisation ?? null;
  if (load === null) notes.push('Without upstream times in the log nothing tells how busy the application is.');
  else if (utilisation === null) {
    notes.push('How many requests the application works on at a time is not known: give --workers.');
  }
  const saturation =
    utilisation === null || utilisation === 0
      ? []
      : [BUSIEST, 1].map((share) => saturationAt(share, Math.log(share / utilisation), trend));
  if (saturation.some(({ weeks: at }) => at !== null && at > 2 * whole.length)) {
    notes.push(
      `It looks further ahead than twice the ${whole.length} weeks that it comes from: take it as a direction.`,
    );
  }
  return { weeks: whole.length, notes, growth, saturation };
}

function trendOf(weeks: readonly { at: number; requests: number }[]): Trend {
  const n = weeks.length;
  const ys = weeks.map(({ requests }) => Math.log(requests));
  const meanAt = weeks.reduce((sum, { at }) => sum + at, 0) / n;
  const meanY = ys.reduce((sum, y) => sum + y, 0) / n;
  const xx = weeks.reduce((sum, { at }) => sum + (at - meanAt) ** 2, 0);
  const slope = weeks.reduce((sum, { at }, i) => sum + (at - meanAt) * (ys[i]! - meanY), 0) / xx;
  const rest = weeks.reduce((sum, { at }, i) => sum + (ys[i]! - meanY - slope * (at - meanAt)) ** 2, 0);
  const spread = Math.sqrt(rest / (n - 2));
  return { slope, slopeError: spread / Math.sqrt(xx), spread, critical: criticalT(OUTSIDE, n - 2) };
}

/** @param room logarithm of how many times the traffic can grow until then */
function saturationAt(share: number, room: number, { slope, slopeError, spread, critical }: Trend): Saturation {
  // Both the reviewed week and the one to come stray from the line.
  const off = (weeks: number): number => critical * Math.sqrt((slopeError * weeks) ** 2 + 2 * spread ** 2);
  const first = (isThere: (weeks: number) => boolean): number | null => {
    for (let step = 0; step <= TEN_YEARS / STEP; step++) if (isThere(step * STEP)) return step * STEP;
    return null;
  };
  if (room <= 0) return { share, weeks: 0, earliest: 0, latest: 0 };
  return {
    share,
    weeks: first((weeks) => slope * weeks >= room),
    earliest: first((weeks) => slope * weeks + (weeks === 0 ? 0 : off(weeks)) >= room),
    latest: first((weeks) => slope * weeks - off(weeks) >= room),
  };
}
