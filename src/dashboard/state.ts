import type { Report } from '../report/types.js';
import type { ListPosition, Size } from './geometry.js';
import type { Look } from './look.js';
import type { Narrowing } from './narrowing.js';
import type { Pane } from './panes/pane.js';
import type { Prompt, PromptKind } from './prompt.js';
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
  /** Each list keeps its place while another is shown: those of views by their id, panes by theirs. */
  readonly positions: Readonly<Record<ViewId, ListPosition> & Record<string, ListPosition>>;
  /** Which pane of a view is in front; absent: its first. */
  readonly panes: Readonly<Partial<Record<ViewId, number>>>;
  readonly sort: Sort;
  /** Indices into report.routes, in the order of the table. */
  readonly routeOrder: Uint32Array;
  /** First line shown of the selected row's detail; null: the list is shown. */
  readonly detailTop: number | null;
  /** The step that was made when the detail was opened; null: none. */
  readonly opened: Narrowing | null;
  /** Tables that the user's own queries give. */
  readonly own: readonly Pane[];
  /** What is typed at the moment; null: keys are commands. */
  readonly prompt: Prompt | null;
  /** What was looked for last. */
  readonly search: string;
  /** The query that was asked last, and those before it, the latest last. */
  readonly sql: string;
  readonly history: readonly string[];
  /** Slices of the time axis that are being chosen; null: none. */
  readonly range: TimeRange | null;
  /** What came of the last command, until the next key. */
  readonly notice: Notice | null;
  /** A text that is shown in place of the help. */
  readonly text: { readonly title: string; readonly body: string } | null;
  /** First line shown of the help or the text; null: it is closed. */
  readonly helpTop: number | null;
  /** What is read of a log that is read or followed; null: neither. */
  readonly live: Live | null;
  /** Whether what comes has to wait. */
  readonly isPaused: boolean;
  readonly hasQuit: boolean;
}

export interface TimeRange {
  /** Where it was fixed; null: it is one slice. */
  readonly from: number | null;
  readonly at: number;
}

interface Notice {
  readonly text: string;
  readonly isBad: boolean;
}

interface Live {
  /** Lines read so far. */
  readonly lines: number;
  /** Lines a second of late. */
  readonly perS: number;
  /** How much of what was there at first is read; null: not known; 'all': it is followed since. */
  readonly done: number | null | 'all';
}

export type DashboardEvent =
  | { readonly type: 'quit' | 'help' | 'open' | 'back' | 'sort' | 'reverse' | 'pause' }
  /** Commands about which the outside is asked, and that change nothing by themselves. */
  | { readonly type: 'copy' | 'reveal' }
  | { readonly type: 'prompt'; readonly kind: PromptKind }
  | { readonly type: 'type'; readonly key: string }
  | { readonly type: 'accept' | 'cancel' }
  | { readonly type: 'match'; readonly by: 1 | -1 }
  | { readonly type: 'range' }
  | { readonly type: 'mark' }
  | { readonly type: 'reach'; readonly by: number }
  | ({ readonly type: 'notice' } & Notice)
  | { readonly type: 'text'; readonly title: string; readonly body: string }
  /** The log is to be asked anew, since it has grown. */
  | { readonly type: 'refresh' }
  | ({ readonly type: 'answer'; readonly id: string } & Answer)
  | ({ readonly type: 'grown' } & Pick<Live, 'lines' | 'perS'>)
  | { readonly type: 'reading'; readonly lines: number; readonly done: number | null }
  | { readonly type: 'narrow'; readonly step: Narrowing }
  | { readonly type: 'resize'; readonly size: Size }
  /** Another report on what has grown since. */
  | { readonly type: 'report'; readonly report: Report; readonly isLast?: boolean }
  | { readonly type: 'show'; readonly view: ViewId }
  | { readonly type: 'cycle' | 'side'; readonly by: 1 | -1 }
  | { readonly type: 'move' | 'page'; readonly by: number }
  | { readonly type: 'jump'; readonly to: 'first' | 'last' };

const START: ListPosition = { selected: 0, top: 0 };

/** Where a list stands. */
export function positionOf({ positions }: Pick<State, 'positions'>, list: string): ListPosition {
  return positions[list] ?? START;
}

export function initialState(report: Report, look: Look, size: Size, isLive = false): State {
  const sort = defaultSort(report);
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
    positions: Object.fromEntries(VIEWS.map(({ id }) => [id, START])) as State['positions'],
    panes: {},
    sort,
    routeOrder: orderRoutes(report, sort),
    detailTop: null,
    opened: null,
    own: [],
    prompt: null,
    search: '',
    sql: '',
    history: [],
    range: null,
    notice: null,
    text: null,
    helpTop: null,
    live: isLive ? { lines: report.input.lines, perS: 0, done: null } : null,
    isPaused: false,
    hasQuit: false,
  };
}
