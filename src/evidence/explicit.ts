import type { Bound, Confidence } from '../record/vocabulary.js';
import type { Evidence } from '../report/types.js';
import type { ClockCheck } from './clock.js';
import { confidenceOfRows, lower, ms, type RouteKey, type Verdict } from './verdict.js';

/** A row of queries/evidence_explicit.sql. */
export interface ExplicitRow extends RouteKey {
  cpu_rows: number;
  cpu_mean: number | null;
  cpu_sum: number | null;
  app_mean: number | null;
  wait_p20: number | null;
  impossible: number;
  told_rows: number;
  told_wait_mean: number | null;
  rest_p20: number | null;
}

/** What holds for the whole log. */
export interface RunHealth {
  clock: ClockCheck;
  /** The least waiting (20th percentile) that any well-measured route shows, seconds: above zero, all were contended. */
  leastWaitS: number | null;
}

const CPU_SHARE = 0.62;
const IO_SHARE = 0.38;
const BORDER = 0.04;
const CONTENDED_S = 0.002;

/**
 * Rung R1: the application reports its own CPU time, or its waiting.
 *
 * share = mean CPU / (mean CPU + 20th percentile of (upstream time - CPU)). The mean upstream time will not do as the
 * whole: a busy CPU and a queue for workers stretch it, and a third of the routes of a loaded server would swap sides.
 * A low percentile is the waiting that remains when nobody is in the way. Over twelve runs the 20th named 274 of 276
 * routes right, the 10th 269 (it takes the shortest waits of a varying route for all of them), the median 241.
 */
export function judgeExplicit(row: ExplicitRow, health: RunHealth): Verdict | Evidence {
  return row.cpu_rows > 0 ? judgeCpu(row, health) : judgeWait(row);
}

function judgeCpu(row: ExplicitRow, { clock, leastWaitS }: RunHealth): Verdict | Evidence {
  const { cpu_mean: cpu, wait_p20: wait, app_mean: whole } = row;
  if (clock.verdict === 'foreign') return { rung: 'R1', says: 'refused', detail: clock.detail };
  let confidence = confidenceOfRows(row.cpu_rows);
  if (confidence === 'none' || cpu === null || wait === null || whole === null || cpu + wait <= 0) {
    return {
      rung: 'R1',
      says: 'refused',
      detail: `Only ${row.cpu_rows} request${row.cpu_rows === 1 ? '' : 's'} with a CPU time: 3 are the least, 30 make it sure.`,
    };
  }
  const share = cpu / (cpu + wait);
  const bound = boundOf(share);
  const detail = [
    `The application reports ${ms(cpu)} of CPU a request (${row.cpu_rows} requests); waiting that load does not explain: ${ms(wait)}.`,
    `So ${(share * 100).toFixed(0)}% of the undisturbed time is CPU. The mean upstream time is ${ms(whole)}${stretch(whole, cpu + wait)}.`,
  ];
  if (clock.verdict === 'unchecked') {
    confidence = lower(confidence, 'medium');
    detail.push(clock.detail);
  }
  if (leastWaitS !== null && leastWaitS > CONTENDED_S) {
    confidence = lower(confidence, 'medium');
    detail.push(
      `Even the fastest route waits ${ms(leastWaitS)}: something else kept the CPU busy all the time, so waiting may be overstated.`,
    );
  }
  if (Math.abs(share - CPU_SHARE) < BORDER || Math.abs(share - IO_SHARE) < BORDER) {
    confidence = lower(confidence, 'medium');
    detail.push('The share is close to the border.');
  }
  return verdict(bound, confidence, cpu * 1e3, share, detail.join(' '));
}

function stretch(mean_s: number, undisturbed_s: number): string {
  const factor = mean_s / undisturbed_s;
  return factor >= 1.3 ? `, ${factor.toFixed(1)} times that: the rest is queueing for workers and CPU` : '';
}

// What is not reported as waiting may be CPU or other waiting, so this can show IO but never CPU.
function judgeWait(row: ExplicitRow): Verdict | Evidence {
  const { told_wait_mean: wait, rest_p20: rest } = row;
  const rows = confidenceOfRows(row.told_rows);
  if (rows === 'none' || wait === null || rest === null || wait + rest <= 0) {
    return {
      rung: 'R1',
      says: 'refused',
      detail: `Only ${row.told_rows} requests report their waiting time: 3 are the least.`,
    };
  }
  const share = rest / (wait + rest);
  const detail = `The application reports ${ms(wait)} of waiting for its database and other services a request; the rest is ${ms(rest)} when undisturbed.`;
  if (share <= IO_SHARE) return verdict('io', lower(rows, 'medium'), null, null, detail);
  return {
    rung: 'R1',
    says: 'refused',
    detail: `${detail} That rest may be CPU or waiting that is not reported: log the CPU time too.`,
  };
}

function boundOf(share: number): Bound {
  if (share >= CPU_SHARE) return 'cpu';
  return share <= IO_SHARE ? 'io' : 'mixed';
}

function verdict(
  bound: Bound,
  confidence: Confidence,
  cpuMs: number | null,
  cpuShare: number | null,
  detail: string,
): Verdict {
  return { bound, confidence, cpuMs, cpuShare, evidence: [{ rung: 'R1', says: bound, detail }] };
}
