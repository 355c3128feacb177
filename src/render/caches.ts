import type { Answered } from '../advice/replay/answered.js';
import type { CachedRoute, CacheReplay, LeftOut } from '../advice/replay/routes.js';
import { routeName } from '../report/route-name.js';
import { prose } from './text-prose.js';
import { bold, type TextStyle } from './text-style.js';
import { type TableColumn, textTable } from './text-table.js';
import { bytes, count, percent, seconds } from './units.js';

type Style = Pick<TextStyle, 'columns' | 'color' | 'top'>;

/** What caches would have answered, by route and time to live, and what must pass them by. */
export function renderCaches(replay: CacheReplay, style: Style): string {
  const cacheable = replay.routes.filter((route) => route.requests > 0 || route.pageRequests > 0);
  const shown = cacheable.slice(0, style.top);
  const size = replay.sizeBytes === null ? '' : `, a cache of ${bytes(replay.sizeBytes)}`;
  const isTimed = shown.some(({ cached }) => cached.some(({ appSeconds }) => appSeconds !== null));
  const sections = [
    section(
      `HIT RATIO by time to live${size}`,
      table(replay, shown, ({ hitRatio }) => percent(hitRatio), style),
      style,
    ),
    isTimed
      ? section('APPLICATION TIME SAVED', table(replay, shown, savedBy, style), style)
      : section(
          'BYTES SAVED',
          table(replay, shown, (one) => bytes(one.bytes), style),
          style,
        ),
    section('LEFT OUT, answers that a cache must not hold or that prove nothing', leftOut(replay.routes, style), style),
  ];
  const hidden = cacheable.length - shown.length;
  const more = hidden > 0 ? `  and ${hidden} more: --top ${cacheable.length}, or --output json\n` : '';
  if (cacheable.length === 0)
    return `No answer of a program was the same for everybody, as far as this log tells.\n\n${sections[2]}`;
  return [
    sections[0]! + more,
    sections[1],
    sections[2],
    `${prose('Cookies and Vary are not in a log: compare two answers before you cache a page.', style.columns).join('\n')}\n`,
  ]
    .filter((text) => text !== '')
    .join('\n');
}

function section(title: string, lines: readonly string[], style: Style): string {
  return lines.length === 0 ? '' : `${[bold(title, style), ...lines].join('\n')}\n`;
}

function table(
  { ttls }: CacheReplay,
  routes: readonly CachedRoute[],
  cell: (answered: Answered) => string,
  { columns }: Style,
): string[] {
  const spec: TableColumn[] = [
    { title: 'route', align: 'left', flexible: true },
    { title: 'requests', align: 'right' },
    ...ttls.map((ttlS): TableColumn => ({ title: lifetime(ttlS), align: 'right' })),
  ];
  const rows = routes.flatMap((route) => [
    ...(route.requests > 0 ? [[routeName(route), count(route.requests), ...route.cached.map(cell)]] : []),
    ...(route.withoutQuery === null
      ? []
      : [[`${routeName(route)}, any query`, count(route.pageRequests), ...route.withoutQuery.map(cell)]]),
  ]);
  return textTable(spec, rows, columns);
}

function savedBy({ appSeconds }: Answered): string {
  return appSeconds === null ? '-' : seconds(appSeconds);
}

const REASONS: Record<keyof LeftOut, string> = {
  method: 'methods',
  login: 'logins',
  changing: 'sizes differ',
  rare: 'rare URLs',
  small: 'small',
  unlogged: 'not logged',
};
const KINDS = Object.keys(REASONS) as (keyof LeftOut)[];

function leftOut(routes: readonly CachedRoute[], { columns, top }: Style): string[] {
  const all = (route: CachedRoute): number => KINDS.reduce((sum, kind) => sum + route.leftOut[kind], 0);
  const listed = routes
    .filter((route) => all(route) > 0)
    .sort((a, b) => all(b) - all(a))
    .slice(0, top);
  const kinds = KINDS.filter((kind) => listed.some((route) => route.leftOut[kind] > 0));
  if (listed.length === 0) return [];
  return textTable(
    [
      { title: 'route', align: 'left', flexible: true },
      ...kinds.map((kind): TableColumn => ({ title: REASONS[kind], align: 'right' })),
    ],
    listed.map((route) => [
      routeName(route),
      ...kinds.map((kind) => (route.leftOut[kind] === 0 ? '-' : count(route.leftOut[kind]))),
    ]),
    columns,
  );
}

/** As people write it: 90 s, 10 m, 1 h, 7 d. */
function lifetime(s: number): string {
  for (const [unit, size] of [
    ['d', 86_400],
    ['h', 3600],
    ['m', 60],
  ] as const) {
    if (s % size === 0) return `${s / size} ${unit}`;
  }
  return `${s} s`;
}
