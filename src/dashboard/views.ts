import { routeName } from '../report/route-name.js';
import type { Doc } from './doc.js';
import type { PreviewPlace } from './geometry.js';
import { bestRecommendation } from './overview/headline.js';
import { recommendationDetail } from './recommendations/detail.js';
import { rejectedLineDetail } from './rejected/detail.js';
import { reasonLines } from './rejected/reasons.js';
import { routeDetail } from './routes/detail.js';
import type { State } from './state.js';

export type ViewId = 'overview' | 'routes' | 'recommendations' | 'rejected';

/** A view, as data; its component stands under the same id in panels.tsx. */
export interface View {
  readonly id: ViewId;
  readonly title: string;
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
  readonly sortable: boolean;
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
  },
  {
    id: 'recommendations',
    title: 'Recommendations',
    key: '3',
    badge: ({ report }) => report.recommendations.length,
    rows: ({ report }) => report.recommendations.length,
    rowId: ({ report }, row) => report.recommendations[row]?.id ?? null,
    head: () => 1,
    detail: recommendationDetail,
    preview: 'side',
    sortable: false,
  },
  {
    id: 'rejected',
    title: 'Rejected',
    key: '4',
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
  },
];

export function viewOf(state: State): View {
  return VIEWS.find(({ id }) => id === state.view) ?? VIEWS[0]!;
}
