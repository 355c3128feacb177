import type { Report } from '../report/types.js';
import type { ListPosition, Size } from './geometry.js';
import type { Look } from './look.js';
import type { Narrowing } from './narrowing.js';
import type { Answer } from './question.js';
import { defaultSort, orderRoutes, type Sort } from './routes/sort.js';
import { VIEWS, type ViewId } from './views.js';

/** All that the screen depends on: the same state draws the same screen. */
export interface State {
  /** The report on all of the log: evidence and advice are its alone. */
  readonly full: Report;
  /** What is shown: `full`, with all that was told anew of what the steps leave and of what came since. */
  readonly report: Report;
  /** The cross filter, step by step. */
  readonly steps: readonly Narrowing[];
  /** Raised whenever answers are no longer about what is to be shown. */
  readonly epoch: number;
  /** How often the log was found to have grown, and how often when `full` came. */
  readonly version: number;
  readonly fullVersion: number;
  /** A report that came during a pause. */
  readonly held: Report | null;
  /** By what they are for. */
  readonly answers: ReadonlyMap<string, Answer>;
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
  /** What is read of a log that is followed; null: it is not. */
  readonly live: Live | null;
  /** Whether what comes has to wait. */
  readonly isPaused: boolean;
  readonly hasQuit: boolean;
}

interface Live {
  /** Lines read so far. */
  readonly lines: number;
  /** Lines a second of late. */
  readonly perS: number;
}

export type DashboardEvent =
  | { readonly type: 'quit' | 'help' | 'open' | 'back' | 'sort' | 'reverse' | 'pause' }
  /** The log is to be asked anew, since it has grown. */
  | { readonly type: 'refresh' }
  | ({ readonly type: 'answer'; readonly id: string } & Answer)
  | ({ readonly type: 'grown' } & Live)
  | { readonly type: 'narrow'; readonly step: Narrowing }
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
    full: report,
    report,
    steps: [],
    epoch: 0,
    version: 0,
    fullVersion: 0,
    held: null,
    answers: new Map(),
    look,
    size,
    view: 'overview',
    positions: Object.fromEntries(VIEWS.map(({ id }) => [id, start])) as Record<ViewId, ListPosition>,
    sort,
    routeOrder: orderRoutes(report, sort),
    detailTop: null,
    helpTop: null,
    live: isLive ? { lines: report.input.lines, perS: 0 } : null,
    isPaused: false,
    hasQuit: false,
  };
}
