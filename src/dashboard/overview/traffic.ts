import { cleanText, fit as fitText } from '../../render/clean.js';
import { bytes, count, percent } from '../../render/units.js';
import type { Report } from '../../report/types.js';
import { portions } from '../chart.js';
import type { Part } from '../detail-lines.js';
import { cutLine, joinFitting, type Line, lineWidth, span } from '../line.js';
import { duration, GLYPHS, type Look, MISSING } from '../look.js';
import type { State } from '../state.js';
import { plural, serverParts, statusParts } from '../words.js';

const LABEL_COLUMNS = 11;
const LEAST_BAR = 8;
const FIGURE_GAP = span('   ');

/** The figures of the whole log, most important first, as many as fit into `rows` lines. */
export function figureLines({ report: { input, totals }, look }: State, columns: number, rows: number): Line[] {
  const figure = (label: string, value: string): Line => [span(value, 'strong'), span(` ${label}`, 'dim')];
  const latency = totals.requestTime ?? totals.upstreamTime;
  const figures = [
    figure(plural(totals.requests, 'request'), count(totals.requests)),
    ...(totals.appSeconds === null ? [] : [figure('app time', duration(totals.appSeconds, look))]),
    ...(latency === null ? [] : [figure('p95', duration(latency.p95, look))]),
    figure('sent', bytes(totals.bytes)),
    figure(plural(totals.clients, input.anonymized ? 'network' : 'client'), count(totals.clients)),
    ...(totals.malformed > 0 ? [figure('malformed', count(totals.malformed))] : []),
  ];
  const lines: Line[] = [];
  for (let rest: Line[] = figures; rest.length > 0 && lines.length < rows; ) {
    const line = joinFitting(rest, FIGURE_GAP, columns);
    lines.push(line);
    rest = rest.slice(line.filter((part) => part === FIGURE_GAP).length + 1);
  }
  return lines;
}

/** What the content was, who served it, and how it ended: three stacked bars. */
export function splitLines({ report: { totals }, look }: State, columns: number): Line[] {
  const content: Part[] = [
    { name: 'static', requests: totals.static, tone: 'good' },
    { name: 'dynamic', requests: totals.dynamic, tone: 'warn' },
  ];
  return [
    splitLine('Content', content, columns, look),
    splitLine('Served by', serverParts(totals.servedBy), columns, look),
    splitLine('Status', statusParts(totals.status), columns, look),
  ];
}

function splitLine(label: string, parts: readonly Part[], columns: number, look: Look): Line {
  const { segments } = GLYPHS[look.charset];
  const present = parts.filter(({ requests }) => requests > 0);
  const total = present.reduce((sum, { requests }) => sum + requests, 0);
  const filling = (i: number) => segments[Math.min(i, segments.length - 1)] ?? '';
  const head = span(fitText(label, LABEL_COLUMNS), 'dim');
  if (present.length === 0) return [head, span(MISSING, 'dim')];
  const legend = (gap: string, space: string, show: (share: number) => string): Line =>
    present.flatMap(({ name, requests, tone }, i) => [
      span(`${i > 0 ? gap : ''}${filling(i)}`, tone),
      span(`${space}${name} `),
      span(show(requests / total), 'dim'),
    ]);
  const room = columns - LABEL_COLUMNS - 2;
  const airy = legend('  ', ' ', percent);
  // The bar gives way to the legend: figures say more than a picture of them.
  const words = lineWidth(airy) + LEAST_BAR <= room ? airy : legend(' ', '', wholePercent);
  const barColumns = Math.max(0, Math.min(room - lineWidth(words), Math.floor(columns / 2)));
  const widths = portions(
    present.map(({ requests }) => requests),
    barColumns,
  );
  const bars = widths.map((width, i) => span(filling(i).repeat(width), present[i]?.tone));
  return cutLine([head, ...bars, span('  '), ...words], columns, look.charset);
}

function wholePercent(share: number): string {
  if (share < 0.01) return '<1%';
  return share < 1 ? `${Math.min(99, Math.round(share * 100))}%` : '100%';
}

/** Static content that the application serves, and robots: work that need not be done. */
export function wasteLines({ report, look }: State, columns: number): Line[] {
  const { leak, servedBy, requests } = report.totals;
  const isUnknown = requests > 0 && servedBy.unknown === requests;
  const leaked: Line = isUnknown
    ? [span('the log does not tell who served what', 'dim')]
    : leak.requests > 0
      ? [
          span(`${count(leak.requests)} static ${plural(leak.requests, 'request')}`, 'warn'),
          span(' reached the app'),
          span(time(leak.appSeconds, look)),
        ]
      : [span('no static request reached the app', 'dim')];
  const line = (label: string, text: Line): Line =>
    cutLine([span(fitText(label, LABEL_COLUMNS), 'dim'), ...text], columns, look.charset);
  return [line('Leak', leaked), line('Bots', botLine(report, look, columns - LABEL_COLUMNS))];
}

function botLine({ agents, totals }: Report, look: Look, columns: number): Line {
  if (!agents.logged) return [span('the log has no user agents', 'dim')];
  const { bots } = agents;
  const share = totals.requests > 0 ? bots.requests / totals.requests : 0;
  const names = bots.names.map(({ name }): Line => [span(cleanText(name, 16, look.charset), 'dim')]);
  const start: Line = [
    span(percent(share), share > 0 ? 'strong' : 'dim'),
    span(` of requests${time(bots.appSeconds, look)}`),
  ];
  return joinFitting([start, ...names], span('  '), columns);
}

function time(appSeconds: number | null, look: Look): string {
  return appSeconds === null || appSeconds === 0 ? '' : `, ${duration(appSeconds, look)} app time`;
}
