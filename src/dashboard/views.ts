import { routeName } from '../report/route-name.js';
import type { Doc } from './doc.js';
import type { PreviewPlace } from './geometry.js';
import type { Narrowing } from './narrowing.js';
import { bestRecommendation } from './overview/headline.js';
import { type Pane, rowName, rowsOf } from './panes/pane.js';
import { PANES } from './panes/panes.js';
import { routeStep } from './panes/steps.js';
import type { Question } from './question.js';
import { recommendationDetail } from './recommendations/detail.js';
import { rejectedLineDetail } from './rejected/detail.js';
import { reasonLines } from './rejected/reasons.js';
import { routeDetail } from './routes/detail.js';
import { routeQuestions } from './routes/questions.js';
import { SQL_HEAD, sqlTable } from './sql/question.js';
import type { State } from './state.js';

export type ViewId = 'overview' | 'routes' | 'recommendations' | keyof typeof PANES | 'rejected' | 'sql' | 'own';

/** A view, as data; its component stands under the same id in panels.tsx. */
export interface View {
  readonly id: ViewId;
  readonly title: string;
  /** The title where there is little room. */
  readonly short?: string;
  /** The key that shows it. */
  readonly key: string;
  /** A number worth showing beside the title; null: none. */
  badge(state: State): number | null;
  /** Rows of its list; 0: it has none. */
  rows(state: State): number;
  /** What the row is about, which stays where rows come and go; null: there is no such row. */
  rowId(state: State, row: number): string | null;
  /** Lines that its list pane needs above the rows. */
  head(state: State): number;
  /** Detail of the row with this index, broken to `columns`; null: there is nothing to open. */
  detail(state: State, row: number, columns: number): Doc | null;
  readonly preview: PreviewPlace;
  /** The files of queries/ behind it. */
  queries(state: State): readonly string[];
  readonly sortable: boolean;
  /** Absent: it is always there. */
  isThere?(state: State): boolean;
  /** Tables side by side; their rows are those of the one in front. */
  panes?(state: State): readonly Pane[];
  /** What an open row wants to know. */
  questions?(state: State, row: number): readonly Question[];
  /** What Enter on a row narrows to; absent: it opens the detail alone. */
  step?(state: State, row: number): Narrowing | null;
  /** Where Enter leads from a view without rows. */
  opens?(state: State): { readonly view: ViewId; readonly row: number };
}

export const VIEWS: readonly View[] = [
  {
    id: 'overview',
    title: 'Overview',
    key: '1',
    badge: () => null,
    rows: () => 0,
    rowId: () => null,
    head: () => 0,
    detail: () => null,
    preview: 'none',
    sortable: false,
    queries: () => ['totals', 'traffic', 'status_classes', 'timeline', 'agents', 'routes'],
    opens: ({ report }) => ({ view: 'recommendations', row: bestRecommendation(report) }),
  },
  {
    id: 'routes',
    title: 'Routes',
    key: '2',
    badge: ({ report }) => report.routes.length,
    rows: ({ report }) => report.routes.length,
    rowId: ({ report, routeOrder }, row) => {
      const route = report.routes[routeOrder[row] ?? -1];
      return route === undefined ? null : routeName(route);
    },
    head: () => 1,
    detail: routeDetail,
    preview: 'below',
    sortable: true,
    queries: (state) => (state.detailTop === null ? ['routes', 'route_trends'] : ['routes', ...openQueries(state)]),
    questions: ({ report, routeOrder }, row) => {
      const route = report.routes[routeOrder[row] ?? -1];
      return route === undefined ? [] : Object.values(routeQuestions(route));
    },
    step: ({ report, routeOrder }, row) => {
      const route = report.routes[routeOrder[row] ?? -1];
      return route === undefined ? null : routeStep(route);
    },
  },
  {
    id: 'recommendations',
    title: 'Recommendations',
    short: 'Advice',
    key: '3',
    badge: ({ report }) => report.recommendations.length,
    rows: ({ report }) => report.recommendations.length,
    rowId: ({ report }, row) => report.recommendations[row]?.id ?? null,
    head: () => 1,
    detail: recommendationDetail,
    preview: 'side',
    sortable: false,
    queries: () => ['leaked_files', 'cache_routes', 'evidence_explicit', 'evidence_queueing', 'troubles'],
  },
  paneView('static', 'Static & cache', '4', () => PANES.static),
  paneView('errors', 'Errors', '5', () => PANES.errors),
  paneView('clients', 'Clients', '6', () => PANES.clients),
  {
    id: 'rejected',
    title: 'Rejected',
    key: '7',
    badge: ({ report }) => report.input.rejected,
    rows: ({ report }) => report.input.rejectedLines.length,
    rowId: ({ report }, row) => {
      const line = report.input.rejectedLines[row];
      return line === undefined ? null : `${line.path}:${line.line}`;
    },
    head: (state) => reasonLines(state).length + 1,
    detail: rejectedLineDetail,
    preview: 'below',
    sortable: false,
    queries: () => ['reject_reasons', 'rejected_lines'],
  },
  {
    id: 'sql',
    title: 'SQL',
    key: '8',
    badge: () => null,
    rows: (state) => sqlTable(state)?.rows.length ?? 0,
    rowId: (state, row) => {
      const found = sqlTable(state)?.rows[row];
      return found === undefined ? null : Object.values(found).map(String).join('\t');
    },
    head: () => SQL_HEAD + 1,
    detail: () => null,
    preview: 'none',
    sortable: false,
    queries: () => [],
  },
  paneView(
    'own',
    'Queries',
    '9',
    ({ own }) => own,
    ({ own }) => own.length > 0,
  ),
];

function openQueries(state: State): readonly string[] {
  const { selected } = state.positions.routes;
  const asked = viewOf(state).questions?.(state, selected) ?? [];
  return asked.flatMap(({ queries }) => queries);
}

function paneView(
  id: ViewId,
  title: string,
  key: string,
  panes: (state: State) => readonly Pane[],
  isThere: (state: State) => boolean = () => true,
): View {
  const front = (state: State): Pane => paneInFront(state, id, panes)!;
  return {
    id,
    title,
    short: title.split(' ')[0]!,
    key,
    badge: () => null,
    rows: (state) => (isThere(state) ? rowsOf(state, front(state)).length : 0),
    rowId: (state, row) => {
      const found = isThere(state) ? rowsOf(state, front(state))[row] : undefined;
      return found === undefined ? null : rowName(found);
    },
    head: () => 1,
    detail: () => null,
    preview: 'none',
    sortable: false,
    queries: (state) => front(state).question.queries,
    isThere,
    panes,
    step: (state, row) => {
      const found = rowsOf(state, front(state))[row];
      return found === undefined ? null : (front(state).step?.(found) ?? null);
    },
  };
}

/** The pane of a view that the keys are for; undefined: it has none. */
function paneInFront(state: State, id: ViewId, panes: (state: State) => readonly Pane[]): Pane | undefined {
  const all = panes(state);
  return all[state.panes[id] ?? 0] ?? all[0];
}

/** Under which name the list in front keeps its place. */
export function listId(state: State, { id, panes } = viewOf(state)): string {
  return (panes && paneInFront(state, id, panes)?.id) ?? id;
}

/** The views that can be shown. */
export function viewsOf(state: State): readonly View[] {
  return VIEWS.filter(({ isThere }) => isThere?.(state) ?? true);
}

export function viewOf(state: State): View {
  return VIEWS.find(({ id }) => id === state.view) ?? VIEWS[0]!;
}
