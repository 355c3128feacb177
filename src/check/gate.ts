import type { RouteReport } from '../report/types.js';

/** What limits are about: one route, or all requests together. */
export type Subject = Pick<RouteReport, 'requests' | 'servedBy' | 'status' | 'requestTime' | 'upstreamTime'>;

/** A figure, as an interval where the log leaves it open; null: the log does not have it. */
interface Measured {
  low: number;
  high: number;
}

export type Unit = 'seconds' | 'share';

/** A kind of limit. */
export interface Gate {
  /** As its option is called. */
  name: string;
  /** What the figure is, as a sentence goes on with "of GET /users". */
  figure: string;
  unit: Unit;
  /** Whether it is a statistic, which a few requests do not give. */
  isStatistic: boolean;
  /** What to do where a log does not tell. */
  needs: string;
  measure(subject: Subject): Measured | null;
}

/** Every kind of limit that `check` knows: its options, its JSON and its help read this list. */
export const GATES: readonly Gate[] = [
  percentile('p50'),
  percentile('p90'),
  percentile('p95'),
  percentile('p99'),
  {
    name: 'max-error-rate',
    figure: 'share of answers with a 5xx status',
    unit: 'share',
    isStatistic: true,
    needs: 'log $status',
    measure: ({ status, requests }) => exactly((status['5xx'] ?? 0) / requests),
  },
  {
    name: 'max-app-share',
    figure: 'share of requests that reached the application',
    unit: 'share',
    isStatistic: false,
    needs: 'log $upstream_response_time',
    measure: ({ servedBy: { app, unknown }, requests }) => ({
      low: app / requests,
      high: (app + unknown) / requests,
    }),
  },
  {
    name: 'max-app-seconds',
    figure: 'application time',
    unit: 'seconds',
    isStatistic: false,
    needs: 'log $upstream_response_time',
    measure: ({ servedBy: { app, unknown }, upstreamTime }) => {
      if (upstreamTime !== null) return exactly(upstreamTime.sum);
      return app + unknown === 0 ? exactly(0) : null;
    },
  },
];

function percentile(which: 'p50' | 'p90' | 'p95' | 'p99'): Gate {
  return {
    name: `max-${which}`,
    figure: `${which} of the request time`,
    unit: 'seconds',
    isStatistic: true,
    needs: 'log $request_time',
    measure: ({ requestTime }) => (requestTime === null ? null : exactly(requestTime[which])),
  };
}

function exactly(value: number): Measured {
  return { low: value, high: value };
}
