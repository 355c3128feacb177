import type { ConcurrencyStep, Explanation } from '../report/explanation.js';
import { routeName } from '../report/route-name.js';
import type { RouteReport, TimeSummary } from '../report/types.js';
import { type Charset, cleanText } from './clean.js';
import { bar } from './text-bar.js';
import { prose } from './text-prose.js';
import { bold, type Section, type TextStyle } from './text-style.js';
import { textTable } from './text-table.js';
import { percent, seconds } from './units.js';

export interface ExplanationStyle extends Pick<TextStyle, 'columns' | 'color'> {
  charset: Charset;
}

const BAR_COLUMNS = 24;
const SAYS_COLUMNS = 14;

/** The explanation of one route for a terminal or a file. */
export function renderExplanation(explanation: Explanation, style: ExplanationStyle): string {
  return [head, rungs, times, distribution, concurrency, surer]
    .map((section) => section(explanation, style))
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines }) => `${[...(title === null ? [] : [bold(title, style)]), ...lines].join('\n')}\n`)
    .join('\n');
}

function head({ route }: Explanation, style: ExplanationStyle): Section {
  const { bound, confidence, servedBy, requests } = route;
  const label = bound === 'unknown' ? 'unknown' : `${bound}, with ${confidence} confidence`;
  const answered = servedBy.app === requests ? 'all' : `${full(servedBy.app)} of them`;
  return {
    title: cleanText(`${routeName(route)}: ${label}`, style.columns, style.charset),
    lines: prose(
      `${route.why} ${full(requests)} request${requests === 1 ? '' : 's'}, ${answered} answered by the application.${cpuOf(route)}`,
      style.columns,
    ),
  };
}

// Of a route that computes or waits the reason names it already.
function cpuOf({ bound, cpuMs }: RouteReport): string {
  if (cpuMs === null || bound === 'cpu' || bound === 'io' || bound === 'mixed') return '';
  return ` Its CPU time is ${seconds(cpuMs / 1e3)} a request.`;
}

function rungs({ rungs: said }: Explanation, { columns }: ExplanationStyle): Section {
  return {
    title: 'EVIDENCE, the surest first',
    lines: said.flatMap(({ rung, says, detail }) =>
      prose(detail, columns, `  ${`${rung} ${says}`.padEnd(SAYS_COLUMNS)}`, ' '.repeat(SAYS_COLUMNS + 2)),
    ),
  };
}

function times({ route }: Explanation, { columns, charset }: ExplanationStyle): Section {
  const row = (name: string, time: TimeSummary | null): string[][] =>
    time === null
      ? []
      : [[name, ...[time.mean, time.p50, time.p90, time.p95, time.p99, time.max].map((s) => duration(s, charset))]];
  const rows = [...row('request', route.requestTime), ...row('application', route.upstreamTime)];
  if (rows.length === 0) return { title: null, lines: [] };
  const queued = route.queuedSeconds;
  const share = route.upstreamTime === null || queued === null ? 0 : queued / route.upstreamTime.sum;
  return {
    title: 'TIMES',
    lines: [
      ...textTable(
        ['', 'mean', 'p50', 'p90', 'p95', 'p99', 'max'].map((title, i) => ({
          title,
          align: i === 0 ? 'left' : 'right',
        })),
        rows,
        columns,
      ),
      ...(queued === null
        ? []
        : prose(
            `waiting for a free worker: ${duration(queued, charset)}, ${percent(share)} of its application time`,
            columns,
            '  ',
            '    ',
          )),
    ],
  };
}

function distribution({ distribution: steps, route }: Explanation, { columns, charset }: ExplanationStyle): Section {
  const all = steps.reduce((n, { requests }) => n + requests, 0);
  const most = steps.reduce((n, { requests }) => Math.max(n, requests), 0);
  if (all === 0) return { title: null, lines: [] };
  return {
    title: `HOW LONG IT TAKES, ${route.upstreamTime === null ? 'request' : 'application'} time`,
    lines: textTable(
      [
        { title: 'at least', align: 'right' },
        { title: 'below', align: 'right' },
        { title: 'requests', align: 'right' },
        { title: 'share', align: 'right' },
        { title: '', align: 'left' },
      ],
      steps.map(({ from, to, requests }) => [
        duration(from, charset),
        duration(to, charset),
        full(requests),
        percent(requests / all),
        bar(requests / most, BAR_COLUMNS, charset),
      ]),
      columns,
    ),
  };
}

function concurrency({ concurrency: { steps, reading } }: Explanation, style: ExplanationStyle): Section {
  const { columns, charset } = style;
  const longest = steps.reduce((most, { p50 }) => Math.max(most, p50), 0);
  const table =
    steps.length === 0
      ? []
      : textTable(
          [
            { title: 'others', align: 'right' },
            { title: 'requests', align: 'right' },
            { title: 'p90', align: 'right' },
            { title: 'p50', align: 'right' },
            { title: '', align: 'left' },
          ],
          steps.map((step) => [
            othersOf(step),
            full(step.requests),
            duration(step.p90, charset),
            duration(step.p50, charset),
            bar(longest === 0 ? 0 : step.p50 / longest, BAR_COLUMNS, charset),
          ]),
          columns,
        );
  return {
    title: 'HOW LONG IT TAKES BESIDE OTHERS, requests that were there when it came',
    lines: [...table, ...prose(reading, columns, '  ')],
  };
}

function surer({ surer: wishes }: Explanation, { columns }: ExplanationStyle): Section {
  return { title: 'TO BE SURER', lines: wishes.flatMap((wish) => prose(wish, columns, '  - ', '    ')) };
}

function othersOf({ othersFrom, othersTo }: ConcurrencyStep): string {
  return othersFrom === othersTo ? String(othersFrom) : `${othersFrom}-${othersTo}`;
}

function duration(s: number, charset: Charset): string {
  const text = seconds(s);
  return charset === 'ascii' ? text.replace('µ', 'u') : text;
}

function full(n: number): string {
  return n.toLocaleString('en-US');
}
