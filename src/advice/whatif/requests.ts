import type { NumberColumns } from '../../store/number-columns.js';
import { seeded } from './seeded.js';

/** Requests that the application answered, in the order in which they came. Arrays have an entry a request. */
export interface AppRequests {
  count: number;
  /** Seconds since the first one came. */
  startS: Float64Array;
  /** Until the client had the answer, and of that at the application. */
  requestS: Float64Array;
  appS: Float64Array;
  /** CPU seconds that the application reports; NaN: none. */
  cpuS: Float64Array;
  /** Numbers of queries/app_routes.sql. */
  route: Int32Array;
  path: Int32Array;
  query: Int32Array;
  /** 0: several attempts, or given up by the client. */
  isWhole: Uint8Array;
  isCacheable: Uint8Array;
  isOffloaded: Uint8Array;
  isChosen: Uint8Array;
}

/** Reads what queries/whatif_requests.sql gives. @param spreadS ends are that coarse: they are spread at random; 0: not */
export function appRequestsOf(columns: NumberColumns, spreadS: number): AppRequests {
  const startS = columns.doubles('start_s');
  const requests = {
    count: columns.rows,
    startS,
    requestS: columns.doubles('request_s'),
    appS: columns.doubles('app_s'),
    cpuS: columns.doubles('cpu_s'),
    route: columns.integers('route'),
    path: columns.integers('path'),
    query: columns.integers('query'),
    isWhole: columns.booleans('is_whole'),
    isCacheable: columns.booleans('is_cacheable'),
    isOffloaded: columns.booleans('is_offloaded'),
    isChosen: columns.booleans('is_chosen'),
  };
  const read = spreadS > 0 ? spread(requests, spreadS) : requests;
  const first = read.startS[0] ?? 0;
  for (let i = 0; i < read.count; i++) read.startS[i] = read.startS[i]! - first;
  return read;
}

const SPREAD_SEED = 11;

function spread(requests: AppRequests, spreadS: number): AppRequests {
  const random = seeded(SPREAD_SEED);
  const startS = requests.startS.map((start) => start + random() * spreadS);
  const order = Int32Array.from(startS.keys()).sort((a, b) => startS[a]! - startS[b]!);
  return { ...mapped(requests, (values) => inOrder(values, order)), startS: startS.sort() };
}

/** Of the stretches of so many consecutive requests the one that keeps the application busiest; all, if there are fewer. */
export function busiestOf(requests: AppRequests, length: number): AppRequests {
  const { count, startS, appS } = requests;
  if (count <= length) return requests;
  let best = 0;
  let most = -1;
  for (let from = 0; from + length <= count; from += length) {
    let seconds = 0;
    for (let i = from; i < from + length; i++) seconds += appS[i]!;
    const inProgress = seconds / Math.max(startS[from + length - 1]! - startS[from]!, 1e-6);
    if (inProgress > most) {
      most = inProgress;
      best = from;
    }
  }
  return { ...mapped(requests, (values) => values.subarray(best, best + length)), count: length };
}

type Numbers = Float64Array | Int32Array | Uint8Array;

function mapped(requests: AppRequests, change: (values: Numbers) => Numbers): AppRequests {
  const columns = Object.entries(requests).map(([name, values]: [string, Numbers | number]) => [
    name,
    typeof values === 'number' ? values : change(values),
  ]);
  return Object.fromEntries(columns) as AppRequests;
}

function inOrder(values: Numbers, order: Int32Array): Numbers {
  const ordered = values.slice();
  for (let i = 0; i < order.length; i++) ordered[i] = values[order[i]!]!;
  return ordered;
}
