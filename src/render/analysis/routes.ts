import { routeName } from '../../report/route-name.js';
import type { Report, RouteReport } from '../../report/types.js';
import type { Cell, Column, Section } from '../document/document.js';
import { boundWord, onlyHost } from '../route-words.js';

interface RouteColumn extends Column {
  of: (route: RouteReport) => Cell;
  /** Whether any route has it; columns that none has are left out. */
  isThere?: (report: Report) => boolean;
}

const hasApp = ({ totals }: Report): boolean => totals.appSeconds !== null && totals.appSeconds > 0;
const hasTimes = ({ totals }: Report): boolean => totals.requestTime !== null;
const hasCpu = ({ routes }: Report): boolean => routes.some(({ cpuShare }) => cpuShare !== null);

/** Every route with all that is known of it. */
export function routes(report: Report): Section {
  if (report.routes.length === 0) return { title: 'Routes', blocks: [] };
  const host = onlyHost(report.routes);
  const columns = columnsFor(report, host).filter(({ isThere }) => isThere?.(report) ?? true);
  const by = hasApp(report) ? 'application time' : hasTimes(report) ? 'request time' : 'requests';
  return {
    title: 'Routes',
    blocks: [
      {
        block: 'table',
        name: 'routes',
        caption: `Routes by ${by}${host === null ? '' : `, all of ${host}`}`,
        columns: columns.map(({ of: _of, isThere: _isThere, ...column }) => column),
        rows: report.routes.map((route) => columns.map((column) => column.of(route))),
      },
    ],
  };
}

function columnsFor(report: Report, host: string | null): RouteColumn[] {
  const all = report.totals.appSeconds ?? 0;
  return [
    {
      key: 'route',
      title: 'route',
      kind: 'text',
      of: (route) => routeName(host === null ? route : { ...route, host: null }),
    },
    { key: 'kind', title: 'kind', kind: 'text', isChoice: true, of: ({ kind }) => kind },
    {
      key: 'bound',
      title: 'bound',
      kind: 'text',
      isChoice: true,
      about: 'what its time is spent on',
      of: boundWord,
    },
    { key: 'confidence', title: 'sure', kind: 'text', isChoice: true, of: ({ confidence }) => confidence },
    { key: 'requests', title: 'requests', kind: 'count', of: ({ requests }) => requests },
    {
      key: 'app_s',
      title: 'app time',
      kind: 'seconds',
      about: 'application time, all requests together',
      isThere: hasApp,
      of: ({ upstreamTime }) => upstreamTime?.sum ?? null,
    },
    {
      key: 'app_share',
      title: 'share',
      kind: 'share',
      about: 'of all application time',
      isThere: hasApp,
      of: ({ upstreamTime }) => (upstreamTime === null ? null : upstreamTime.sum / all),
    },
    ...(['p50', 'p95', 'p99', 'max'] as const).map(
      (part): RouteColumn => ({
        key: `app_${part}_s`,
        title: `app ${part}`,
        kind: 'seconds',
        isDetail: part === 'max',
        isThere: hasApp,
        of: ({ upstreamTime }) => upstreamTime?.[part] ?? null,
      }),
    ),
    ...(['p50', 'p95', 'p99', 'max', 'sum'] as const).map(
      (part): RouteColumn => ({
        key: `request_${part}_s`,
        title: `request ${part}`,
        kind: 'seconds',
        isDetail: hasApp(report) || part === 'max',
        isThere: hasTimes,
        of: ({ requestTime }) => requestTime?.[part] ?? null,
      }),
    ),
    {
      key: 'error_share',
      title: '5xx',
      kind: 'share',
      about: 'server errors',
      of: ({ status, requests }) => (status['5xx'] ?? 0) / requests,
    },
    {
      key: 'cpu_s',
      title: 'CPU',
      kind: 'seconds',
      about: 'CPU time of a request',
      isThere: hasCpu,
      of: ({ cpuMs }) => (cpuMs === null ? null : cpuMs / 1000),
    },
    {
      key: 'cpu_share',
      title: 'CPU share',
      kind: 'share',
      about: 'of its undisturbed time',
      isDetail: true,
      isThere: hasCpu,
      of: ({ cpuShare }) => cpuShare,
    },
    {
      key: 'queued_s',
      title: 'waited',
      kind: 'seconds',
      about: 'for a free worker, all requests together',
      isDetail: true,
      isThere: ({ totals: { queueing } }) => queueing !== null,
      of: ({ queuedSeconds }) => queuedSeconds,
    },
    { key: 'bytes', title: 'bytes', kind: 'bytes', isDetail: true, of: ({ bytes }) => bytes },
    ...(['app', 'nginx', 'cache'] as const).map(
      (server): RouteColumn => ({
        key: `by_${server}`,
        title: `by ${server}`,
        kind: 'count',
        about: 'requests that it answered',
        isDetail: true,
        isThere: ({ totals: { servedBy } }) => servedBy[server] > 0,
        of: ({ servedBy }) => servedBy[server],
      }),
    ),
    { key: 'why', title: 'why', kind: 'text', isNote: true, of: ({ why }) => why },
  ];
}
