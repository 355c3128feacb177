import { fit as fitText } from '../../render/clean.js';
import { bytes, count, percent } from '../../render/units.js';
import { routeName } from '../../report/route-name.js';
import type { Recommendation, Report, RouteReport, TimeSummary } from '../../report/types.js';
import { field, heading, paragraph, partBars } from '../detail-lines.js';
import { type Doc, docOf } from '../doc.js';
import { type Line, span } from '../line.js';
import { BOUND_TONE, CONFIDENCE_TONE, duration, GLYPHS, type Look, MISSING } from '../look.js';
import type { State } from '../state.js';
import { plural, serverParts, statusParts } from '../words.js';
import { appShare } from './columns.js';
import { routeFigures } from './figures.js';

const TIMES = ['mean', 'p50', 'p90', 'p95', 'p99', 'max'] as const;
const NAME_COLUMNS = 12;
const NARROW_TIME = 7;
const WIDE_TIME = 10;

/** All that is known of a route: bound and evidence first, because they say what to do with it. */
export function routeDetail(state: State, row: number, columns: number): Doc | null {
  const { report, look } = state;
  const route = report.routes[state.routeOrder[row] ?? -1];
  if (route === undefined) return null;
  return docOf([
    ...summary(route, report, columns, look),
    ...evidence(route, columns, look),
    ...advice(route, report, columns, look),
    ...times(route, columns, look),
    ...heading('Statuses'),
    ...partBars(statusParts(route.status), columns, look),
    ...heading('Served by'),
    ...partBars(serverParts(route.servedBy), columns, look),
    ...(state.detailTop === null ? [] : routeFigures(state, route, columns)),
  ]);
}

function summary(route: RouteReport, report: Report, columns: number, look: Look): Line[] {
  const share = appShare(route, report);
  const all = report.totals.requests;
  const ofRequests = all > 0 ? ` (${percent(route.requests / all)} of all)` : '';
  const ofTime = share === null ? '' : ` (${percent(share)} of all)`;
  return [
    ...paragraph('Route', routeName(route), columns, look, 'strong'),
    ...(route.host === null ? [] : paragraph('Host', route.host, columns, look)),
    field(
      'Bound',
      [
        span(route.bound, BOUND_TONE[route.bound]),
        span('  confidence ', 'dim'),
        span(route.confidence, CONFIDENCE_TONE[route.confidence]),
      ],
      look,
    ),
    ...paragraph('Why', route.why, columns, look),
    field('Content', [span(route.kind)], look),
    field('Requests', [span(count(route.requests)), span(ofRequests, 'dim')], look),
    field('App time', [span(duration(route.upstreamTime?.sum ?? null, look)), span(ofTime, 'dim')], look),
    ...queued(route, look),
    field(
      'Bytes',
      [
        span(bytes(route.bytes)),
        span(route.requests > 0 ? ` (${bytes(route.bytes / route.requests)} a request)` : '', 'dim'),
      ],
      look,
    ),
    field('CPU', cpu(route, look), look),
  ];
}

function queued({ queuedSeconds, upstreamTime }: RouteReport, look: Look): Line[] {
  if (queuedSeconds === null || upstreamTime === null || upstreamTime.sum === 0) return [];
  const share = span(` (${percent(queuedSeconds / upstreamTime.sum)} of it) waiting for a free worker`, 'dim');
  return [field('Queued', [span(duration(queuedSeconds, look)), share], look)];
}

function cpu({ cpuMs, cpuShare }: RouteReport, look: Look): Line {
  if (cpuMs === null) return [span(`${MISSING}  no evidence of CPU time in the log`, 'dim')];
  const share = cpuShare === null ? '' : `, ${percent(cpuShare)} of the uncontended time`;
  return [span(`${duration(cpuMs / 1000, look)} a request`), span(share, 'dim')];
}

function evidence(route: RouteReport, columns: number, look: Look): Line[] {
  if (route.evidence.length === 0) return [...heading('Evidence'), [span('none', 'dim')]];
  return [
    ...heading('Evidence'),
    ...route.evidence.flatMap(({ rung, says, detail }) => paragraph(`${rung} ${says}`, detail, columns, look)),
  ];
}

function times(route: RouteReport, columns: number, look: Look): Line[] {
  if (route.requestTime === null && route.upstreamTime === null) return [];
  const width = columns >= NAME_COLUMNS + TIMES.length * WIDE_TIME ? WIDE_TIME : NARROW_TIME;
  const title = [span(' '.repeat(NAME_COLUMNS)), ...TIMES.map((name) => span(name.padStart(width), 'dim'))];
  return [
    ...heading('Times'),
    title,
    timeLine('request', route.requestTime, width, look),
    timeLine('application', route.upstreamTime, width, look),
  ];
}

function timeLine(name: string, time: TimeSummary | null, width: number, look: Look): Line {
  const cells = TIMES.map((id) => {
    const text = duration(time?.[id] ?? null, look);
    // Without its space a time is one column shorter, which the narrow table needs.
    const short = text.length < width ? text : text.replaceAll(' ', '');
    return span(fitText(short, width, { align: 'right', charset: look.charset }), time === null ? 'dim' : 'plain');
  });
  return [span(name.padEnd(NAME_COLUMNS), 'dim'), ...cells];
}

function advice(route: RouteReport, report: Report, columns: number, look: Look): Line[] {
  const found = recommendationsFor(report).get(routeName(route)) ?? [];
  if (found.length === 0) return [];
  const lines = found.flatMap(({ rank, recommendation }) => {
    const { action, target, saving } = recommendation;
    const time =
      saving.appSeconds === null || saving.appSeconds === 0
        ? ''
        : `: saves ${duration(saving.appSeconds, look)} of app time`;
    const routes = recommendation.routes.length;
    const others = routes > 1 ? ` with ${routes - 1} other ${plural(routes - 1, 'route')}` : '';
    return paragraph(`#${rank} ${action}`, `${target}${time}${others}`, columns, look);
  });
  return [...heading(`Recommended ${GLYPHS[look.charset].separator} view 3`), ...lines];
}

interface Ranked {
  readonly rank: number;
  readonly recommendation: Recommendation;
}

const INDEXES = new WeakMap<Report, Map<string, Ranked[]>>();

/** Looked up on every key press, so made once a report. */
function recommendationsFor(report: Report): Map<string, Ranked[]> {
  const known = INDEXES.get(report);
  if (known !== undefined) return known;
  const index = new Map<string, Ranked[]>();
  report.recommendations.forEach((recommendation, i) => {
    for (const name of recommendation.routes) {
      const ranked = index.get(name) ?? [];
      ranked.push({ rank: i + 1, recommendation });
      index.set(name, ranked);
    }
  });
  INDEXES.set(report, index);
  return index;
}
