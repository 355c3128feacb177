import { confidenceOfRows, ms, type RouteKey, type Verdict } from './verdict.js';

/** A row of queries/evidence_set_apart.sql. */
export interface SetApartRow extends RouteKey {
  answered: number;
  app_p10: number;
  transfer_median: number | null;
  transfer_p50_s: number | null;
}

const TRANSFER_SHARE = 0.5;
// nginx rounds both times to milliseconds, so a share of a few milliseconds means nothing.
const TRANSFER_LEAST_S = 0.005;
const TRIVIAL_S = 0.002;

/**
 * Rung R0: routes whose time is not the application's to save. `transfer`: more than half of the median request's time
 * passes after the application is done, or outside it. `trivial`: a tenth of the requests take less than 2 ms, which is
 * the order of nginx's clock. Null: the route is neither.
 */
export function setApart(row: SetApartRow): Verdict | null {
  const confidence = confidenceOfRows(row.answered);
  const { transfer_median: share, transfer_p50_s: outside_s } = row;
  if (
    share !== null &&
    outside_s !== null &&
    share > TRANSFER_SHARE &&
    outside_s >= TRANSFER_LEAST_S &&
    row.answered >= 5
  ) {
    const detail = `${(share * 100).toFixed(0)}% of the median request's time (${ms(outside_s)}) is spent outside the application: sending to the client, or receiving from it.`;
    return {
      bound: 'transfer',
      confidence,
      cpuMs: null,
      cpuShare: null,
      evidence: [{ rung: 'R0', says: 'transfer', detail }],
    };
  }
  if (row.app_p10 < TRIVIAL_S) {
    const detail = `A tenth of the requests take the application less than ${ms(TRIVIAL_S)}: too short for a clock of milliseconds, and too short to be worth changing.`;
    return {
      bound: 'trivial',
      confidence,
      cpuMs: null,
      cpuShare: null,
      evidence: [{ rung: 'R0', says: 'trivial', detail }],
    };
  }
  return null;
}
