import { routeName } from '../report/route-name.js';
import type { Counted, Report, RouteReport, TimeSummary } from '../report/types.js';
import { cleanText } from './clean.js';
import { inputWords } from './input-words.js';
import { boundWords, onlyHost } from './route-words.js';
import { bar } from './text-bar.js';
import { prose } from './text-prose.js';
import type { Section, TextStyle } from './text-style.js';
import { type TableColumn, textTable } from './text-table.js';
import { trafficWords } from './traffic-words.js';
import { count, full, percent, seconds } from './units.js';

/** What was read: files, formats, the account of every line, the span of time. */
export function input(report: Report, style: TextStyle): Section {
  return { title: null, lines: inputWords(report, style.top).flatMap((line) => prose(line, style.columns)) };
}

/** Who served what, and with which status. */
export function traffic(report: Report, style: TextStyle): Section {
  const { totals } = report;
  const { servedBy } = totals;
  const share = (n: number): string[] => [
    full(n),
    percent(n / Math.max(1, totals.requests)),
    bar(n / Math.max(1, totals.requests), 20),
  ];
  const rows = [
    ['static', ...share(totals.static)],
    ['dynamic', ...share(totals.dynamic)],
    ...(['app', 'nginx', 'cache', 'unknown'] as const)
      .filter((name) => servedBy[name] > 0)
      .map((name) => [`by ${name}`, ...share(servedBy[name])]),
    ...Object.entries(totals.status).map(([name, n]) => [name === 'none' ? 'no status' : name, ...share(n)]),
  ];
  const lines = textTable(
    [
      { title: '', align: 'left' },
      { title: 'requests', align: 'right' },
      { title: 'share', align: 'right' },
      { title: '', align: 'left', flexible: true },
    ],
    rows,
    style.columns,
  );
  lines.push(...trafficWords(report).flatMap((line) => prose(line, style.columns, '  ', '    ')));
  return { title: 'WHO SERVED WHAT', lines };
}

/** Routes by the time they cost. */
export function routes(report: Report, style: TextStyle): Section {
  const { totals } = report;
  const byApp = totals.appSeconds !== null && totals.appSeconds > 0;
  const whole = byApp ? totals.appSeconds! : (totals.requestSeconds ?? 0);
  const time = (route: RouteReport): TimeSummary | null => (byApp ? route.upstreamTime : route.requestTime);
  const timed = whole > 0;
  const shown = report.routes.slice(0, style.top);
  const host = onlyHost(report.routes);
  const lines = textTable(
    [
      ...(timed ? TIME_COLUMNS : []),
      { title: 'requests', align: 'right' },
      { title: 'bound', align: 'left' },
      { title: 'route', align: 'left', flexible: true },
    ],
    shown.map((route) => {
      const t = time(route);
      return [
        ...(timed
          ? [t ? percent(t.sum / whole) : '-', ...(t ? [t.p50, t.p95, t.p99].map(seconds) : ['-', '-', '-'])]
          : []),
        count(route.requests),
        boundWords(route),
        routeName(host === null ? route : { ...route, host: null }),
      ];
    }),
    style.columns,
  );
  if (report.routes.length > shown.length)
    lines.push(`  and ${full(report.routes.length - shown.length)} more: --top ${report.routes.length}`);
  const by = byApp
    ? 'application time'
    : timed
      ? 'request time (the log has no upstream time)'
      : 'requests (the log has no times)';
  return { title: cleanText(`ROUTES by ${by}${host === null ? '' : `, all of ${host}`}`, style.columns), lines };
}

const TIME_COLUMNS: readonly TableColumn[] = [
  { title: 'share', align: 'right' },
  { title: 'p50', align: 'right', optional: true },
  { title: 'p95', align: 'right', optional: true },
  { title: 'p99', align: 'right', optional: true },
];

/** Who asked. */
export function agents(report: Report, style: TextStyle): Section {
  const { agents: seen, totals } = report;
  if (!seen.logged) return { title: null, lines: [] };
  const of = (title: string, names: readonly Counted[]): string[] =>
    names.length === 0
      ? []
      : [
          `${title}: ${names
            .slice(0, 6)
            .map(({ name, requests }) => `${name} ${percent(requests / totals.requests)}`)
            .join(', ')}`,
        ];
  const bots = seen.bots.requests;
  const cost =
    seen.bots.appSeconds === null || seen.bots.appSeconds === 0
      ? ''
      : `, ${seconds(seen.bots.appSeconds)} of application time`;
  const lines = [
    ...of(
      `bots and tools: ${full(bots)} requests (${percent(bots / Math.max(1, totals.requests))})${cost}`,
      seen.bots.names,
    ),
    ...of('browsers', seen.browsers),
    ...of('systems', seen.systems),
    ...of('devices', seen.devices),
  ];
  return { title: 'WHO ASKED', lines: lines.flatMap((line) => prose(line, style.columns, '  ', '    ')) };
}

/** Lines that were not read: why, and the first of them. */
export function rejected({ input: read }: Report, style: TextStyle): Section {
  if (read.rejected === 0) return { title: null, lines: [] };
  const reasons = Object.entries(read.rejectReasons).map(([reason, n]) => `  ${full(n)}  the line ${reason}`);
  const examples = read.rejectedLines
    .slice(0, 5)
    .flatMap(({ path, line, sample }) => {
      const place = `  ${path}:${line}:`;
      // Behind a long path nothing of the line would be seen.
      return place.length > style.columns / 2 ? [place, `      ${sample}`] : [`${place} ${sample}`];
    })
    .map((text) => cleanText(text, style.columns));
  return { title: 'REJECTED LINES', lines: [...reasons.map((line) => cleanText(line, style.columns)), ...examples] };
}
