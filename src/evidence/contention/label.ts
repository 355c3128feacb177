import { type Estimate, SIGMAS } from './estimate.js';
import type { OneCpuEstimate, Turns } from './one-cpu.js';

// A label needs its share to lie well within, and the interval around it to keep off the other side.
const CPU_FROM = 0.68;
const CPU_LOW_END = 0.5;
const IO_TO = 0.34;
const IO_HIGH_END = 0.52;
const MIXED_FROM = 0.42;
const MIXED_TO = 0.64;
const MIXED_ERROR = 0.1;

/** @param misfit how far all shares of the model may be off, as a logarithm; null: too unsure */
export function labelOf({ share, shareError }: Estimate, misfit: number): 'cpu' | 'io' | 'mixed' | null {
  if (!Number.isFinite(share) || !Number.isFinite(shareError)) return null;
  const low = share * Math.exp(-misfit) - SIGMAS * shareError;
  const high = share * Math.exp(misfit) + SIGMAS * shareError;
  if (share >= CPU_FROM && low >= CPU_LOW_END) return 'cpu';
  if (share <= IO_TO && high <= IO_HIGH_END) return 'io';
  if (share >= MIXED_FROM && share <= MIXED_TO && shareError + share * misfit <= MIXED_ERROR) return 'mixed';
  return null;
}

const ONE_CPU_ERROR = 0.04;
// Half of what the clock can tell, and more where a thread keeps the lock for 5 ms (sys.getswitchinterval).
const GRAIN_S: Record<Turns, number> = { turns: 0.0006, loop: 0.0004 };
const LEAST_COMPUTING_S: Record<Turns, number> = { turns: 0.005, loop: 0 };
const LEAST_MEAN_SHARE = 0.4;
const EITHER_SIDE = 0.5;
const SHORT_SHARE_ERROR = 0.05;

/** What one CPU for all says of a route. @param baseS the 10th percentile of its time */
export function oneCpuLabel(
  estimate: OneCpuEstimate,
  turns: Turns,
  baseS: number,
): { label: 'cpu' | 'io' | 'mixed' | null; shareError: number; isContradicted: boolean } {
  const shareError = Math.hypot(estimate.shareError, ONE_CPU_ERROR, GRAIN_S[turns] / baseS);
  const label = labelOf({ ...estimate, shareError }, 0);
  const error = Math.hypot(estimate.shortShareError, SHORT_SHARE_ERROR);
  const low = estimate.shortShare - SIGMAS * error;
  const high = estimate.shortShare + SIGMAS * error;
  const isTooShort = baseS < LEAST_COMPUTING_S[turns] || estimate.meanShare < LEAST_MEAN_SHARE;
  const isOut =
    (label === 'cpu' && (isTooShort || high < 0.62)) ||
    (label === 'io' && low > 0.38) ||
    (label === 'mixed' && (estimate.shortShare - error > 0.66 || estimate.shortShare + error < 0.4));
  return {
    label: isOut ? null : label,
    shareError,
    isContradicted: (label === 'cpu' && high < EITHER_SIDE) || (label === 'io' && low > EITHER_SIDE),
  };
}
