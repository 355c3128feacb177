import { bytes, count, percent } from '../../render/units.js';
import { routeName } from '../../report/route-name.js';
import type { Report, RouteReport } from '../../report/types.js';
import { bar, trendText } from '../chart.js';
import { BOUND_TONE, CONFIDENCE_TONE, duration, type Look, MISSING, type Tone } from '../look.js';
import type { Column } from '../table.js';
import { errorCount, latency, latencyField } from './sort.js';

export interface RouteContext {
  readonly report: Report;
  readonly look: Look;
  /** Requests over time of a route, by its name; absent: not asked for. */
  readonly trends?: ReadonlyMap<string, readonly number[]>;
}

type RouteColumn = Column<RouteReport, RouteContext>;

/** A share of all application seconds; null: the log has no times. */
export function appShare(route: RouteReport, report: Report): number | null {
  const all = report.totals.appSeconds;
  if (all === null || route.upstreamTime === null) return null;
  return all > 0 ? route.upstreamTime.sum / all : 0;
}

/** Columns of the figure beside a share's bar: >99.9%. */
const PERCENT_COLUMNS = 6;

function percentile(id: 'p50' | 'p95' | 'p99', priority: number): RouteColumn {
  return {
    id,
    title: () => id,
    width: 9,
    align: 'right',
    priority,
    shown: ({ report }) => report.totals[latencyField(report)] !== null,
    cell: (route, { report, look }) => plain(duration(latency(route, report)?.[id] ?? null, look)),
  };
}

const hasAppTimes = ({ report }: RouteContext) => report.totals.appSeconds !== null;

export const ROUTE_COLUMNS: readonly RouteColumn[] = [
  {
    id: 'method',
    title: () => 'method',
    width: 7,
    align: 'left',
    priority: 2,
    cell: ({ method }) => ({ text: method ?? MISSING, tone: 'dim' }),
  },
  {
    id: 'route',
    title: () => 'route',
    width: 24,
    share: 0.26,
    grows: { weight: 3, most: 90 },
    align: 'left',
    priority: 0,
    cell: ({ route }) => ({ text: route, tone: 'strong' }),
  },
  {
    id: 'host',
    title: () => 'host',
    width: 14,
    grows: { weight: 1, most: 28 },
    align: 'left',
    priority: 11,
    shown: ({ report }) => report.routes[0]?.host != null,
    cell: ({ host }) => ({ text: host ?? MISSING, tone: 'dim' }),
  },
  {
    id: 'requests',
    title: () => 'reqs',
    width: 6,
    align: 'right',
    priority: 3,
    cell: ({ requests }) => plain(count(requests)),
  },
  {
    id: 'appSeconds',
    title: () => 'app time',
    width: 9,
    align: 'right',
    priority: 1,
    shown: hasAppTimes,
    cell: ({ upstreamTime }, { look }) => plain(duration(upstreamTime?.sum ?? null, look)),
  },
  {
    id: 'share',
    title: () => 'of app time',
    width: 13,
    share: 0.11,
    grows: { weight: 1, most: 32 },
    align: 'left',
    priority: 7,
    shown: hasAppTimes,
    cell: (route, { report, look }, columns) => {
      const share = appShare(route, report);
      if (share === null) return missing();
      const text = `${bar(share, columns - PERCENT_COLUMNS - 1, look.charset)} ${percent(share).padStart(PERCENT_COLUMNS)}`;
      return { text, tone: 'accent' };
    },
  },
  percentile('p50', 8),
  percentile('p95', 5),
  percentile('p99', 9),
  {
    id: 'trend',
    title: () => 'over time',
    width: 12,
    grows: { weight: 1, most: 24 },
    align: 'left',
    priority: 10,
    shown: ({ trends }) => trends !== undefined && trends.size > 0,
    cell: (route, { trends, look }, columns) => {
      const trend = trends?.get(routeName(route));
      return trend === undefined ? missing() : { text: trendText(trend, columns, look), tone: 'accent' };
    },
  },
  {
    id: 'errors',
    title: () => 'errors',
    width: 7,
    align: 'right',
    priority: 10.5,
    cell: (route) => {
      const errors = errorCount(route);
      return { text: errors > 0 ? count(errors) : MISSING, tone: errorTone(route) };
    },
  },
  {
    id: 'bytes',
    title: () => 'bytes',
    width: 7,
    align: 'right',
    priority: 13,
    cell: (route) => plain(bytes(route.bytes)),
  },
  {
    id: 'kind',
    title: () => 'kind',
    width: 7,
    align: 'left',
    priority: 12,
    cell: ({ kind }) => ({ text: kind, tone: 'dim' }),
  },
  {
    id: 'bound',
    title: () => 'bound',
    width: 8,
    align: 'left',
    priority: 4,
    cell: ({ bound }) => ({ text: bound, tone: BOUND_TONE[bound] }),
  },
  {
    id: 'confidence',
    title: () => 'conf',
    width: 6,
    align: 'left',
    priority: 6,
    cell: ({ confidence }) => ({ text: confidence, tone: CONFIDENCE_TONE[confidence] }),
  },
];

function plain(text: string): { text: string; tone: Tone } {
  return { text, tone: text === MISSING ? 'dim' : 'plain' };
}

function missing(): { text: string; tone: Tone } {
  return { text: MISSING, tone: 'dim' };
}

function errorTone(route: RouteReport): Tone {
  if ((route.status['5xx'] ?? 0) > 0) return 'bad';
  return errorCount(route) > 0 ? 'warn' : 'dim';
}
