import { statusTone } from '../words.js';
import type { ColumnSpec, Row } from './cells.js';
import { type Pane, pane } from './pane.js';
import { STEPS } from './steps.js';

const APP_TIME: ColumnSpec = { id: 'app_s', title: 'app time', kind: 'seconds', isRare: true };
const ERRORS: ColumnSpec = { id: 'errors', kind: 'count', tone: 'warn' };
const ROUTE: readonly ColumnSpec[] = [
  { id: 'method', kind: 'text', tone: 'dim', priority: 9 },
  { id: 'host', kind: 'text', tone: 'dim', priority: 10, isRare: true },
  { id: 'route', kind: 'name', tone: 'strong', priority: 0 },
];

const STATIC = [
  pane({
    id: 'traffic',
    title: 'Who served what',
    query: 'traffic',
    columns: [
      { id: 'content', kind: 'text', tone: 'strong', priority: 0 },
      { id: 'served_by', title: 'by', kind: 'text', tone: leakTone, priority: 1 },
      { id: 'requests', kind: 'count', priority: 2 },
      { id: 'share', title: 'of requests', kind: 'share', tone: 'accent', priority: 3 },
      { id: 'bytes', kind: 'bytes', priority: 5 },
      { ...APP_TIME, id: 'app_seconds', priority: 4 },
    ],
    step: STEPS.traffic,
    empty: 'No request.',
  }),
  pane({
    id: 'static_routes',
    title: 'Static files, the costliest for the application first',
    query: 'static_routes',
    isLimited: true,
    columns: [
      ...ROUTE,
      { id: 'requests', kind: 'count', priority: 1 },
      { id: 'app_requests', title: 'by app', kind: 'count', tone: 'warn', priority: 2 },
      { id: 'app_share', title: 'part', kind: 'percent', priority: 5 },
      { id: 'bytes', kind: 'bytes', priority: 4 },
      { ...APP_TIME, priority: 3 },
    ],
    step: STEPS.route,
    empty: 'No request for a static file.',
  }),
  pane({
    id: 'cache_statuses',
    title: 'What the cache said',
    query: 'cache_statuses',
    columns: [
      { id: 'cache_status', title: 'status', kind: 'text', tone: 'strong' },
      { id: 'requests', kind: 'count' },
      { id: 'share', title: 'of those asked', kind: 'share', tone: 'accent' },
      { id: 'bytes', kind: 'bytes', priority: 5 },
      APP_TIME,
    ],
    step: STEPS.cacheStatus,
    empty: 'The log has no cache status.',
  }),
];

const ERROR = [
  pane({
    id: 'error_statuses',
    title: 'Statuses from 400 on',
    query: 'error_statuses',
    columns: [
      { id: 'status', kind: 'number', tone: (row: Row) => statusTone(Number(row.status)), priority: 0 },
      { id: 'requests', kind: 'count', priority: 1 },
      { id: 'share', title: 'of requests', kind: 'share', tone: 'warn', priority: 2 },
      { id: 'trend', title: 'over time', kind: 'trend', tone: 'warn', priority: 3 },
      { ...APP_TIME, priority: 5 },
      { id: 'last_time', title: 'last', kind: 'name', tone: 'dim', priority: 4, isRare: true },
    ],
    step: STEPS.status,
    empty: 'No error.',
  }),
  pane({
    id: 'error_routes',
    title: 'Where',
    query: 'error_routes',
    isLimited: true,
    columns: [
      ...ROUTE,
      { id: 'errors_5xx', title: '5xx', kind: 'count', tone: 'bad', priority: 1 },
      { id: 'errors_4xx', title: '4xx', kind: 'count', tone: 'warn', priority: 2 },
      { id: 'given_up', title: '499', kind: 'count', priority: 4 },
      { id: 'error_share', title: 'part', kind: 'percent', priority: 3 },
      { id: 'requests', title: 'of', kind: 'count', priority: 5 },
    ],
    step: STEPS.route,
    empty: 'No route with an error.',
  }),
];

const CLIENT = [
  pane({
    id: 'clients',
    title: 'Clients',
    query: 'clients',
    isLimited: true,
    columns: [
      { id: 'client', kind: 'name', tone: 'strong', priority: 0 },
      { id: 'requests', kind: 'count', priority: 1 },
      { id: 'share', title: 'of requests', kind: 'share', tone: 'accent', priority: 3 },
      { ...ERRORS, priority: 4 },
      { id: 'bot_requests', title: 'as bot', kind: 'count', priority: 5 },
      { id: 'bytes', kind: 'bytes', priority: 6 },
      { ...APP_TIME, priority: 2 },
    ],
    step: STEPS.client,
    empty: 'The log names no client.',
  }),
  pane({
    id: 'agent_names',
    title: 'Browsers and bots',
    query: 'agent_names',
    columns: [
      { id: 'name', kind: 'name', tone: 'strong', priority: 0 },
      { id: 'kind', kind: 'text', tone: (row: Row) => (row.kind === 'bot' ? 'warn' : 'dim'), priority: 2 },
      { id: 'requests', kind: 'count', priority: 1 },
      { id: 'share', title: 'of requests', kind: 'share', tone: 'accent', priority: 4 },
      { ...ERRORS, priority: 5 },
      { id: 'bytes', kind: 'bytes', priority: 6 },
      { ...APP_TIME, priority: 3 },
    ],
    step: STEPS.agent,
    empty: 'The log has no user agents.',
  }),
  pane({
    id: 'hosts',
    title: 'Hosts',
    query: 'hosts',
    isLimited: true,
    columns: [
      { id: 'host', kind: 'name', tone: 'strong', priority: 0 },
      { id: 'requests', kind: 'count', priority: 1 },
      { id: 'share', title: 'of requests', kind: 'share', tone: 'accent', priority: 3 },
      { ...ERRORS, priority: 4 },
      { id: 'bytes', kind: 'bytes', priority: 5 },
      { ...APP_TIME, priority: 2 },
    ],
    step: STEPS.host,
    empty: 'The log names no host.',
  }),
];

/** The views that are made of panes. */
export const PANES = { static: STATIC, errors: ERROR, clients: CLIENT } as const satisfies Record<
  string,
  readonly Pane[]
>;

function leakTone({ content, served_by }: Row): 'warn' | 'plain' {
  return content === 'static' && served_by === 'app' ? 'warn' : 'plain';
}
