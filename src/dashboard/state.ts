import type { Report } from '../report/types.js';
import type { ListPosition, Size } from './geometry.js';
import type { Look } from './look.js';
import { defaultSort, orderRoutes, type Sort } from './routes/sort.js';
import { VIEWS, type ViewId } from './views.js';

/** All that the screen depends on: the same state draws the same screen. */
export interface State {
  readonly report: Report;
  readonly look: Look;
  readonly size: Size;
  readonly view: ViewId;
  /** Each view's list keeps its place while another view is shown. */
  readonly positions: Readonly<Record<ViewId, ListPosition>>;
  readonly sort: Sort;
  /** Indices into report.routes, in the order of the table. */
  readonly routeOrder: Uint32Array;
  /** First line shown of the selected row's detail; null: the list is shown. */
  readonly detailTop: number | null;
  /** First line shown of the help; null: it is closed. */
  readonly helpTop: number | null;
  /** Whether reports follow each other. */
  readonly isLive: boolean;
  readonly hasQuit: boolean;
}

export type DashboardEvent =
  | { readonly type: 'quit' | 'help' | 'open' | 'back' | 'sort' | 'reverse' }
  | { readonly type: 'resize'; readonly size: Size }
  /** Another report on what has grown since. */
  | { readonly type: 'report'; readonly report: Report }
  | { readonly type: 'show'; readonly view: ViewId }
  | { readonly type: 'cycle'; readonly by: 1 | -1 }
  | { readonly type: 'move' | 'page'; readonly by: number }
  | { readonly type: 'jump'; readonly to: 'first' | 'last' };

export function initialState(report: Report, look: Look, size: Size, isLive = false): State {
  const sort = defaultSort(report);
  const start: ListPosition = { selected: 0, top: 0 };
  return {
    report,
    look,
    size,
    view: 'overview',
    positions: Object.fromEntries(VIEWS.map(({ id }) => [id, start])) as Record<ViewId, ListPosition>,
    sort,
    routeOrder: orderRoutes(report, sort),
    detailTop: null,
    helpTop: null,
    isLive,
    hasQuit: false,
  };
}
