import { routeName } from '../report/route-name.js';
import type { Counted, InputFile, Report, RouteReport, TimeSummary } from '../report/types.js';
import { cleanText } from './clean.js';
import { cpuWords } from './cpu-words.js';
import { bar } from './text-bar.js';
import { prose } from './text-prose.js';
import type { Section, TextStyle } from './text-style.js';
import { type TableColumn, textTable } from './text-table.js';
import { bytes, count, percent, seconds } from './units.js';

/** What was read: files, formats, the account of every line, the span of time. */
export function input(report: Report, style: TextStyle): Section {
  const { input: read, totals } = report;
  const lines = read.files.slice(0, style.top).map((file) => fileLine(file, read.files.length > 1));
  if (read.files.length > style.top) lines.push(`and ${read.files.length - style.top} more files`);
  lines.push(...read.cpu.map(cpuWords));
  lines.push(
    `lines: ${full(read.lines)} = ${full(read.parsed)} parsed + ${full(read.rejected)} rejected + ${full(read.ignored)} ignored`,
    `requests: ${full(totals.requests)}${totals.clients > 0 ? ` from ${full(totals.clients)} ${clientWord(report)}` : ''}, ${bytes(totals.bytes)}`,
    ...span(report),
  );
  if (read.filters.length > 0) {
    lines.push(
      `left out: ${full(read.excluded)} ${read.excluded === 1 ? 'request' : 'requests'} by ${cleanText(read.filters.join(' '))}`,
    );
  }
  if (read.forgotten > 0) lines.push(`not kept: ${full(read.forgotten)} older requests`);
  if (totals.malformed > 0) lines.push(`malformed request lines: ${full(totals.malformed)}`);
  return { title: null, lines: lines.flatMap((line) => prose(line, style.columns)) };
}

/** What the count of clients counts. */
function clientWord({ input: { anonymized }, totals: { clients } }: Report): string {
  return `${anonymized ? 'client network' : 'client'}${clients === 1 ? '' : 's'}`;
}

function fileLine(file: InputFile, many: boolean): string {
  const account = many ? ` (${full(file.parsed)} of ${full(file.lines)} lines parsed)` : '';
  const format =
    file.formatOrigin === 'inferred'
      ? `inferred; check it, or pass --log-format: ${file.logFormat}`
      : `${file.format}${file.formatOrigin === 'given' ? '' : ` (${file.formatOrigin})`}`;
  const fault = file.fault === null ? '' : `; ${file.fault}`;
  return `${file.path === '-' ? 'standard input' : file.path}: format ${format}${account}${fault}`;
}

function span({ input: { firstTime, lastTime } }: Report): string[] {
  if (firstTime === null || lastTime === null) return [];
  const [from, to] = [firstTime, lastTime].map((time) => time.slice(0, 19).replace('T', ' '));
  const took = (Date.parse(lastTime) - Date.parse(firstTime)) / 1000;
  return [`time: ${from} to ${from!.slice(0, 10) === to!.slice(0, 10) ? to!.slice(11) : to} UTC, ${seconds(took)}`];
}

/** Who served what, and with which status. */
export function traffic(report: Report, style: TextStyle): Section {
  const { totals } = report;
  const { servedBy, leak } = totals;
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
  if (leak.requests > 0) {
    const cost = leak.appSeconds === null ? '' : `, ${seconds(leak.appSeconds)}`;
    lines.push(
      ...prose(
        `static files through the application: ${full(leak.requests)} requests${cost}`,
        style.columns,
        '  ',
        '    ',
      ),
    );
  }
  lines.push(...queueing(report).flatMap((line) => prose(line, style.columns, '  ', '    ')));
  return { title: 'WHO SERVED WHAT', lines };
}

// It is no work of any route: more workers end it, or less work in front of it.
function queueing({ totals: { queueing: found } }: Report): string[] {
  if (found === null || found.seconds === 0) return [];
  const workers = found.workers === null ? '' : ` (${full(found.workers)} worker${found.workers === 1 ? '' : 's'})`;
  return [
    `waiting for a free worker${workers}: ${seconds(found.seconds)}, ${percent(found.share)} of the application time`,
  ];
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
        boundOf(route),
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

/** The host that every route has, which then need not stand in every row; null: there are several, or none. */
function onlyHost(all: readonly RouteReport[]): string | null {
  const first = all[0]?.host ?? null;
  return all.every(({ host }) => host === first) ? first : null;
}

// That the application serves a file matters more than what it spends the time on.
function boundOf({ bound, confidence, kind, servedBy }: RouteReport): string {
  if (kind === 'static' && servedBy.app > 0) return 'leak';
  if (bound !== 'unknown') return `${bound} ${confidence}`;
  if (servedBy.app > 0 || servedBy.unknown > 0) return 'unknown';
  return servedBy.cache > servedBy.nginx ? 'cached' : 'nginx';
}

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

function full(n: number): string {
  return n.toLocaleString('en-US');
}
