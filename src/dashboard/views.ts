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
    head: (state) => reasonLines(state).length + 1,
    detail: rejectedLineDetail,
    preview: 'below',
    sortable: false,
  },
];

export function viewOf(state: State): View {
  return VIEWS.find(({ id }) => id === state.view) ?? VIEWS[0]!;
}
