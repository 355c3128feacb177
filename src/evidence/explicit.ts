import type { Bound, Confidence } from '../record/vocabulary.js';
import type { Evidence } from '../report/types.js';
import type { ClockCheck } from './clock.js';
import { confidenceOfRows, lower, ms, type RouteKey, type Verdict } from './verdict.js';

/** A row of queries/evidence_explicit.sql. */
export interface ExplicitRow extends RouteKey {
  cpu_rows: number;
  cpu_mean: number | null;
  app_mean: number | null;
  until_mean: number | null;
  wait_p20: number | null;
  wait_p50: number | null;
  wait_p80: number | null;
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
  /** Whether routes that need not wait hardly ever did: the server was not busy. */
  undisturbed: boolean;
}

const CPU_SHARE = 0.62;
// The 20th percentile understates a wait that varies, so a share from it is rather too high.
const CPU_SHARE_BUSY = 0.66;
const IO_SHARE = 0.38;
const BORDER = 0.04;
const CONTENDED_S = 0.002;
// A figure for less than half of the time says nothing of the whole.
const COVERED = 0.5;
const UNCOVERED_S = 0.005;

/**
 * Rung R1: the application reports its own CPU time, or its waiting.
 *
 * share = mean CPU / (mean CPU + waiting), where waiting is upstream time - CPU when nobody is in the way. Its mean will
 * not do: a busy CPU and a queue for workers stretch it, and a third of the routes of a loaded server would swap sides.
 * On a quiet server its median is right; on a busy one its 20th percentile, which leaves queueing out. Over eleven runs
 * of a server with known CPU times each of the 243 routes it decided was right (docs/evidence.md).
 */
export function judgeExplicit(row: ExplicitRow, health: RunHealth): Verdict | Evidence {
  return row.cpu_rows > 0 ? judgeCpu(row, health) : judgeWait(row);
}

function judgeCpu(row: ExplicitRow, { clock, leastWaitS, undisturbed }: RunHealth): Verdict | Evidence {
  const { cpu_mean: cpu, app_mean: whole, until_mean: until } = row;
  const wait = undisturbed ? row.wait_p50 : row.wait_p20;
  if (clock.verdict === 'foreign') return { rung: 'R1', says: 'refused', detail: clock.detail };
  let confidence = confidenceOfRows(row.cpu_rows);
  if (confidence === 'none' || cpu === null || wait === null || whole === null || until === null || cpu + wait <= 0) {
    return {
      rung: 'R1',
      says: 'refused',
      detail: `Only ${row.cpu_rows} request${row.cpu_rows === 1 ? '' : 's'} with a CPU time: 3 are the least, 30 make it sure.`,
    };
  }
  if (until < whole * COVERED && whole - until >= UNCOVERED_S) {
    return {
      rung: 'R1',
      says: 'refused',
      detail: `The CPU time is told in the header, which came after ${ms(until)} of ${ms(whole)}: the body was computed, waited for or sent after that.`,
    };
  }
  const share = cpu / (cpu + wait);
  const cpuFrom = undisturbed ? CPU_SHARE : CPU_SHARE_BUSY;
  const bound = boundOf(share, cpuFrom);
  const detail = [
    `The application reports ${ms(cpu)} of CPU a request (${row.cpu_rows} requests); waiting that load does not explain: ${ms(wait)}.`,
    `So ${(share * 100).toFixed(0)}% of the undisturbed time is CPU. The mean upstream time is ${ms(whole)}${until < whole * 0.8 ? `, until the header ${ms(until)}` : ''}${stretch(until, cpu + wait)}.`,
  ];
  if (row.told_wait_mean !== null && row.told_rows * 2 >= row.cpu_rows) {
    detail.push(`It names ${ms(row.told_wait_mean)} a request as waiting for its database and other services.`);
  }
  if (clock.verdict === 'unchecked') {
    confidence = lower(confidence, 'medium');
    detail.push(clock.detail);
  }
  if (leastWaitS !== null && leastWaitS > CONTENDED_S) {
    // A route whose label rests on the waiting that all share may be anything once the queue is gone.
    const isMostlyShared = bound !== 'cpu' && leastWaitS > wait / 2;
    confidence = lower(confidence, isMostlyShared ? 'low' : 'medium');
    detail.push(
      `Even the fastest route waits ${ms(leastWaitS)}: something else kept the CPU busy all the time, so waiting may be overstated${isMostlyShared ? '; here it is most of the waiting' : ''}.`,
    );
  }
  if (Math.abs(share - cpuFrom) < BORDER || Math.abs(share - IO_SHARE) < BORDER) {
    confidence = lower(confidence, 'medium');
    detail.push('The share is close to the border.');
  }
  return verdict(bound, confidence, cpu * 1e3, share, detail.join(' '));
}

function stretch(mean_s: number, undisturbed_s: number): string {
  const factor = mean_s / undisturbed_s;
  return factor >= 1.3 ? `, ${factor.toFixed(1)} times that: the rest is queueing for workers and CPU` : '';
}

// nginx's clock ticks in milliseconds: a tick is no waiting. Quiet runs had two ticks at most at the 80th percentile,
// runs in which the median misled had five.
const TICK_S = 0.001;
const QUIET_S = 0.002;
const FEWEST_ROWS = 10;
const FEWEST_ROUTES = 3;

/** What all routes together say of the run. */
export function runHealth(rows: readonly ExplicitRow[], clock: ClockCheck): RunHealth {
  const waits = rows.filter((row) => row.cpu_rows >= 30).flatMap((row) => row.wait_p20 ?? []);
  const quick = rows
    .filter((row) => row.cpu_rows >= FEWEST_ROWS && row.wait_p20 !== null && row.wait_p20 <= TICK_S)
    .flatMap((row) => row.wait_p80 ?? [])
    .sort((a, b) => a - b);
  return {
    clock,
    // Not Math.min(...waits): a log can have more routes than a call can have arguments.
    leastWaitS: waits.length > 0 ? waits.reduce((least, wait) => Math.min(least, wait)) : null,
    undisturbed: quick.length >= FEWEST_ROUTES && quick[quick.length >> 1]! <= QUIET_S,
  };
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

function boundOf(share: number, cpuFrom: number): Bound {
  if (share >= cpuFrom) return 'cpu';
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
