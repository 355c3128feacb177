import { fit as fitText } from '../../render/clean.js';
import { count } from '../../render/units.js';
import type { Explanation } from '../../report/explanation.js';
import type { RouteReport } from '../../report/types.js';
import { bar } from '../chart.js';
import { heading, paragraph } from '../detail-lines.js';
import { type Line, span } from '../line.js';
import { duration, GLYPHS, type Look } from '../look.js';
import { timelineLimits, timelineLines } from '../overview/timeline.js';
import { type ColumnSpec, columnOf, type Row } from '../panes/cells.js';
import { isAnswered, keyOf } from '../question.js';
import type { State } from '../state.js';
import { placeColumns, tableHeader, tableRow } from '../table.js';
import { type RouteQuestionId, routeQuestions } from './questions.js';

const LABEL_COLUMNS = 18;
const FIGURE_COLUMNS = 9;
const WIDEST_BAR = 50;
const TIMELINE_ROWS = 7;
const MOST_AGENTS = 5;

/** What was asked about an open route: its times, what they depend on, and who asks for it. */
export function routeFigures(state: State, route: RouteReport, columns: number): Line[] {
  const { look, answers } = state;
  const questions = routeQuestions(route);
  const told = <T>(id: RouteQuestionId): T | null => {
    const question = questions[id];
    const answer = answers.get(question.id);
    return answer?.key === keyOf(question) ? (answer.value as T) : null;
  };
  const table = (title: string, rows: readonly Row[] | null, specs: readonly ColumnSpec[]): Line[] =>
    rows === null || rows.length === 0 ? [] : [...heading(title), ...tableLines(rows, specs, columns, look)];
  return [
    ...distributionLines(told('distribution'), columns, look),
    ...timeLines(state, columns),
    ...concurrencyLines(told('concurrency'), columns, look),
    ...table('Clients', told('clients'), CLIENTS),
    ...table('Browsers and bots', told<Row[]>('agents')?.slice(0, MOST_AGENTS) ?? null, AGENTS),
    ...table('Slowest requests', told('slowest'), SLOWEST),
    ...(Object.values(questions).every((question) => isAnswered(state, question)) ? [] : [[span('...', 'dim')]]),
  ];
}

interface DistributionRow {
  from_s: number;
  to_s: number;
  requests: number;
}

function distributionLines(rows: readonly DistributionRow[] | null, columns: number, look: Look): Line[] {
  if (rows === null || rows.length === 0) return [];
  const most = Math.max(...rows.map(({ requests }) => requests));
  const room = Math.max(4, Math.min(WIDEST_BAR, columns - LABEL_COLUMNS - FIGURE_COLUMNS));
  return [
    ...heading('How long requests take'),
    ...rows.map(({ from_s, to_s, requests }): Line => {
      const range = `${duration(from_s, look)} ${GLYPHS[look.charset].to} ${duration(to_s, look)}`;
      return [
        span(fitText(range, LABEL_COLUMNS, { align: 'right', charset: look.charset }), 'dim'),
        span(count(requests).padStart(FIGURE_COLUMNS)),
        span(' '),
        span(bar(requests / most, room, look.charset), 'accent'),
      ];
    }),
  ];
}

/** Only of a log that is narrowed: else it is not the route's. */
function timeLines(state: State, columns: number): Line[] {
  const isAsked = state.steps.length > 0 && state.answers.get('timeline')?.epoch === state.epoch;
  if (!isAsked || state.report.timeline.buckets.length < 2) return [];
  const rows = Math.min(TIMELINE_ROWS, timelineLimits(state).most);
  return [...heading('Over time'), ...timelineLines(state, Math.min(columns, 120), rows)];
}

function concurrencyLines(told: Explanation['concurrency'] | null, columns: number, look: Look): Line[] {
  if (told === null) return [];
  const { steps, reading } = told;
  const most = Math.max(...steps.map(({ p90 }) => p90), 0);
  const room = Math.max(4, Math.min(WIDEST_BAR, columns - LABEL_COLUMNS - 3 * FIGURE_COLUMNS - 1));
  const head: Line = [
    span('others at the app'.padStart(LABEL_COLUMNS), 'dim'),
    ...['requests', 'p50', 'p90'].map((title) => span(title.padStart(FIGURE_COLUMNS), 'dim')),
  ];
  return [
    ...heading('Application time by how many others were there'),
    ...(steps.length === 0 ? [] : [head]),
    ...steps.map(({ othersFrom, othersTo, requests, p50, p90 }): Line => {
      const others =
        othersFrom === othersTo ? String(othersFrom) : `${othersFrom} ${GLYPHS[look.charset].to} ${othersTo}`;
      return [
        span(others.padStart(LABEL_COLUMNS), 'dim'),
        span(count(requests).padStart(FIGURE_COLUMNS)),
        span(duration(p50, look).padStart(FIGURE_COLUMNS)),
        span(duration(p90, look).padStart(FIGURE_COLUMNS)),
        span(' '),
        span(bar(most > 0 ? p50 / most : 0, room, look.charset), 'warn'),
      ];
    }),
    ...paragraph('', reading, columns, look),
  ];
}

const CLIENTS: readonly ColumnSpec[] = [
  { id: 'client', kind: 'name', tone: 'strong', priority: 0 },
  { id: 'requests', kind: 'count', priority: 1 },
  { id: 'share', title: 'of its requests', kind: 'share', tone: 'accent', priority: 2 },
  { id: 'errors', kind: 'count', tone: 'warn', priority: 3 },
];
const AGENTS: readonly ColumnSpec[] = [
  { id: 'name', kind: 'name', tone: 'strong', priority: 0 },
  { id: 'kind', kind: 'text', tone: 'dim', priority: 3 },
  { id: 'requests', kind: 'count', priority: 1 },
  { id: 'share', title: 'of its requests', kind: 'share', tone: 'accent', priority: 2 },
];
const SLOWEST: readonly ColumnSpec[] = [
  { id: 'time', kind: 'text', tone: 'dim', priority: 3, isRare: true },
  { id: 'path', kind: 'name', tone: 'strong', priority: 0 },
  { id: 'request_s', title: 'took', kind: 'seconds', priority: 1, isRare: true },
  { id: 'app_s', title: 'app', kind: 'seconds', priority: 2, isRare: true },
  { id: 'status', kind: 'number', priority: 4 },
  { id: 'client', kind: 'text', priority: 5, isRare: true },
  { id: 'line', title: 'line', kind: 'number', tone: 'dim', priority: 6 },
];

function tableLines(rows: readonly Row[], specs: readonly ColumnSpec[], columns: number, look: Look): Line[] {
  const context = { look, rows };
  const placed = placeColumns(specs.map(columnOf), context, columns);
  return [
    tableHeader(placed, context, look.charset, null),
    ...rows.map((row) => tableRow(placed, context, look.charset, row, false)),
  ];
}
