import { routeName } from '../../report/route-name.js';
import type { Verification } from '../../report/verification.js';
import type { Figures, HostChange, OpenRecommendation, RouteChange, Week } from '../../review/types.js';
import type { Cell, Column, Table } from '../document/document.js';

/** The tables that a review can have: what --table takes, and the files that --csv writes. */
export const REVIEW_TABLES = [
  'changes',
  'totals',
  'requests-by-hour',
  'application-by-hour',
  'application-time',
  'hosts',
  'routes',
  'advice',
  'open',
  'weeks',
] as const;
export type ReviewTable = (typeof REVIEW_TABLES)[number];

type Side = Figures | null;

interface Pair {
  before: Side;
  after: Side;
}

/** A figure of each side, and how it changed. */
interface Measure {
  key: string;
  title: string;
  kind: 'count' | 'seconds' | 'share' | 'bytes';
  of: (side: Figures) => number | null;
  better?: 'less';
  isDetail?: boolean;
}

const MEASURES: readonly Measure[] = [
  { key: 'requests', title: 'requests', kind: 'count', of: ({ requests }) => Math.round(requests) },
  { key: 'app_s', title: 'app time', kind: 'seconds', better: 'less', of: ({ appSeconds }) => appSeconds },
  { key: 'p50_s', title: 'p50', kind: 'seconds', better: 'less', of: ({ latency }) => latency?.p50 ?? null },
  { key: 'p95_s', title: 'p95', kind: 'seconds', better: 'less', of: ({ latency }) => latency?.p95 ?? null },
  {
    key: 'p99_s',
    title: 'p99',
    kind: 'seconds',
    better: 'less',
    isDetail: true,
    of: ({ latency }) => latency?.p99 ?? null,
  },
  { key: 'error_share', title: '5xx', kind: 'share', of: shareOf(({ errors }) => errors) },
  { key: 'refused_share', title: '4xx', kind: 'share', isDetail: true, of: shareOf(({ refused }) => refused) },
  { key: 'by_app_share', title: 'by app', kind: 'share', of: shareOf(({ servedBy }) => servedBy.app) },
  {
    key: 'by_cache_share',
    title: 'by cache',
    kind: 'share',
    isDetail: true,
    of: shareOf(({ servedBy }) => servedBy.cache),
  },
  {
    key: 'by_nginx_share',
    title: 'by nginx',
    kind: 'share',
    isDetail: true,
    of: shareOf(({ servedBy }) => servedBy.nginx),
  },
  { key: 'bytes', title: 'bytes', kind: 'bytes', isDetail: true, of: ({ bytes }) => Math.round(bytes) },
];

function shareOf(part: (side: Figures) => number): (side: Figures) => number | null {
  return (side) => (side.requests === 0 ? null : part(side) / side.requests);
}

const measureColumns: Column[] = MEASURES.flatMap(({ key, title, kind, isDetail = false, better }) => [
  { key, title, kind, isDetail },
  { key: `${key}_before`, title: `${title} before`, kind, isDetail: true },
  // Of a share the difference says more than a ratio, and both are there.
  ...(kind === 'share'
    ? []
    : [{ key: `${key}_change`, title: '±', kind: 'change', isDetail, ...(better && { better }) } as const]),
]);

function measureCells({ before, after }: Pair): Cell[] {
  return MEASURES.flatMap(({ kind, of }) => {
    const [was, is] = [before && of(before), after && of(after)];
    const change = was === null || is === null || was === 0 ? null : is / was - 1;
    return [is, was, ...(kind === 'share' ? [] : [change])];
  });
}

export function routeTable(routes: readonly RouteChange[]): Table {
  return {
    block: 'table',
    name: 'routes',
    caption: 'Routes by application time, beside the period before',
    columns: [
      { key: 'route', title: 'route', kind: 'text' },
      { key: 'state', title: '', kind: 'text', isChoice: true },
      { key: 'kind', title: 'kind', kind: 'text', isChoice: true },
      ...measureColumns,
    ],
    rows: routes.map((route) => [routeName(route), stateOf(route), route.kind, ...measureCells(route)]),
  };
}

function stateOf({ before, after, changes }: RouteChange): string {
  if (before === null) return 'new';
  if (after === null) return 'gone';
  const is = (wanted: 'worse' | 'better'): boolean => changes.some((change) => change.is === wanted);
  return [is('worse') ? 'worse' : '', is('better') ? 'better' : ''].filter((word) => word !== '').join(', ');
}

export function hostTable(hosts: readonly HostChange[]): Table {
  return {
    block: 'table',
    name: 'hosts',
    caption: 'Hosts, beside the period before',
    columns: [{ key: 'host', title: 'host', kind: 'text' }, ...measureColumns],
    rows: hosts.map((host) => [host.host, ...measureCells(host)]),
  };
}

/** What became of the recommendations for the period before. */
export function adviceTable({ recommendations }: Verification, before: string): Table {
  return {
    block: 'table',
    name: 'advice',
    caption: `What became of the advice for ${before}, at the traffic of now`,
    columns: [
      { key: 'action', title: 'action', kind: 'text', isChoice: true },
      { key: 'target', title: 'target', kind: 'text' },
      { key: 'done', title: 'done', kind: 'text', isChoice: true },
      { key: 'predicted_app_s', title: 'predicted', kind: 'seconds', about: 'application time saved' },
      { key: 'came_app_s', title: 'came', kind: 'seconds' },
      { key: 'predicted_requests', title: 'predicted requests', kind: 'count', isDetail: true },
      { key: 'came_requests', title: 'requests that came', kind: 'count', isDetail: true },
      { key: 'says', title: 'by what', kind: 'text', isNote: true },
    ],
    rows: recommendations.map(({ action, target, done, predicted, came, says }) => [
      action,
      target,
      done,
      predicted.appSeconds,
      came.appSeconds,
      Math.round(predicted.requests),
      came.requests === null ? null : Math.round(came.requests),
      says,
    ]),
  };
}

export function openTable(open: readonly OpenRecommendation[]): Table {
  return {
    block: 'table',
    name: 'open',
    caption: 'Still to do',
    columns: [
      { key: 'action', title: 'action', kind: 'text', isChoice: true },
      { key: 'target', title: 'target', kind: 'text' },
      { key: 'saves_app_s', title: 'saves', kind: 'seconds', about: 'application time, over the period' },
      { key: 'saves_share', title: 'share', kind: 'share', about: 'of all application time' },
      { key: 'confidence', title: 'sure', kind: 'text', isChoice: true },
      { key: 'is_new', title: '', kind: 'text', isChoice: true },
      { key: 'why', title: 'why', kind: 'text', isNote: true },
    ],
    rows: open.map(({ action, target, saving, confidence, why, isNew }) => [
      action,
      target,
      saving.appSeconds,
      saving.share,
      confidence,
      isNew ? 'new' : 'open',
      why,
    ]),
  };
}

export function weekTable(weeks: readonly Week[]): Table {
  return {
    block: 'table',
    name: 'weeks',
    caption: 'Weeks',
    columns: [
      { key: 'week', title: 'week', kind: 'text' },
      { key: 'is_whole', title: '', kind: 'text', about: 'whether all of its days are stored' },
      { key: 'requests', title: 'requests', kind: 'count' },
      { key: 'errors', title: 'server errors', kind: 'count' },
      { key: 'app_s', title: 'app time', kind: 'seconds' },
      { key: 'peak', title: 'in work at the peak', kind: 'number', about: 'requests, on average in its busiest hour' },
    ],
    rows: weeks.map(({ name, isWhole, requests, errors, appSeconds, peak }) => [
      name,
      isWhole ? 'whole' : 'not whole',
      requests,
      errors,
      appSeconds,
      peak,
    ]),
  };
}
