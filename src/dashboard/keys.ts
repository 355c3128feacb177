import type { DashboardEvent, State } from './state.js';
import { VIEWS, viewOf } from './views.js';

/** What a key does: the keyboard, the help and the footer all read this. */
export interface Binding {
  /** Names as `key-names.ts` gives them. */
  readonly keys: readonly string[];
  /** The keys as a reader knows them. */
  readonly shown: string;
  readonly help: string;
  readonly event: DashboardEvent;
  /** A word for the footer, where the key does something now. */
  readonly footer?: { readonly label: string; shows(state: State): boolean };
}

const isListInFront = (state: State) => state.detailTop === null && state.helpTop === null;
const hasRows = (state: State) => viewOf(state).rows(state) > 0;
const always = () => true;

/** In the order in which the footer drops them from the end. */
export const BINDINGS: readonly Binding[] = [
  {
    keys: ['q', 'ctrl+c'],
    shown: 'q  Ctrl-C',
    help: 'quit',
    event: { type: 'quit' },
    footer: { label: 'quit', shows: always },
  },
  {
    keys: ['?'],
    shown: '?',
    help: 'open and close this help',
    event: { type: 'help' },
    footer: { label: 'help', shows: always },
  },
  {
    keys: ['escape', 'backspace'],
    shown: 'esc  backspace',
    help: 'back to the list, or one step back to more requests',
    event: { type: 'back' },
    footer: { label: 'back', shows: (state) => !isListInFront(state) || state.steps.length > 0 },
  },
  {
    keys: ['return'],
    shown: 'enter',
    help: 'open the selected row; all views are then about its requests',
    event: { type: 'open' },
    footer: {
      label: 'open',
      shows: (state) => isListInFront(state) && (hasRows(state) || viewOf(state).opens !== undefined),
    },
  },
  {
    keys: ['s'],
    shown: 's',
    help: 'sort the routes by the next column',
    event: { type: 'sort' },
    footer: { label: 'sort', shows: (state) => isListInFront(state) && viewOf(state).sortable },
  },
  {
    keys: ['r'],
    shown: 'r',
    help: 'reverse the order',
    event: { type: 'reverse' },
    footer: { label: 'reverse', shows: (state) => isListInFront(state) && viewOf(state).sortable },
  },
  {
    keys: ['/'],
    shown: '/',
    help: 'find a text in the list while you type it',
    event: { type: 'prompt', kind: 'search' },
    footer: { label: 'find', shows: (state) => isListInFront(state) && hasRows(state) },
  },
  {
    keys: ['n'],
    shown: 'n',
    help: 'the next row that has it',
    event: { type: 'match', by: 1 },
  },
  { keys: ['N'], shown: 'N', help: 'the one before', event: { type: 'match', by: -1 } },
  {
    keys: ['t'],
    shown: 't',
    help: 'choose a time on the overview: h l move, v fixes one end, enter narrows to it',
    event: { type: 'range' },
    footer: { label: 'time', shows: ({ view, range }) => view === 'overview' && range === null },
  },
  {
    keys: ['v'],
    shown: 'v',
    help: 'fix one end of the time',
    event: { type: 'mark' },
    footer: { label: 'fix one end', shows: ({ range }) => range !== null },
  },
  {
    keys: ['w'],
    shown: 'w',
    help: 'write the report to a file, by its ending: .json, .html, .md, .txt',
    event: { type: 'prompt', kind: 'write' },
    footer: { label: 'write', shows: always },
  },
  {
    keys: ['c'],
    shown: 'c',
    help: 'copy the name of the row, or the configuration of a recommendation',
    event: { type: 'copy' },
    footer: { label: 'copy', shows: hasRows },
  },
  { keys: ['y'], shown: 'y', help: 'show the SQL behind the view', event: { type: 'reveal' } },
  {
    keys: ['j', 'down'],
    shown: 'j  down',
    help: 'down one row',
    event: { type: 'move', by: 1 },
    footer: { label: 'down', shows: (state) => hasRows(state) || !isListInFront(state) },
  },
  {
    keys: ['k', 'up'],
    shown: 'k  up',
    help: 'up one row',
    event: { type: 'move', by: -1 },
    footer: { label: 'up', shows: (state) => hasRows(state) || !isListInFront(state) },
  },
  {
    keys: ['l', 'right'],
    shown: 'l  right',
    help: 'next table of a view',
    event: { type: 'side', by: 1 },
    footer: {
      label: 'next table',
      shows: (state) => (viewOf(state).panes?.(state).length ?? 0) > 1 && isListInFront(state),
    },
  },
  { keys: ['h', 'left'], shown: 'h  left', help: 'previous table', event: { type: 'side', by: -1 } },
  {
    keys: ['tab'],
    shown: 'tab',
    help: 'next view',
    event: { type: 'cycle', by: 1 },
    footer: { label: 'next view', shows: always },
  },
  {
    keys: [' '],
    shown: 'space',
    help: 'pause and go on, where a log is followed',
    event: { type: 'pause' },
    footer: { label: 'pause', shows: ({ live }) => live !== null },
  },
  { keys: ['shift+tab'], shown: 'shift-tab', help: 'previous view', event: { type: 'cycle', by: -1 } },
  { keys: ['pagedown', 'ctrl+f'], shown: 'page down', help: 'down one page', event: { type: 'page', by: 1 } },
  { keys: ['pageup', 'ctrl+b'], shown: 'page up', help: 'up one page', event: { type: 'page', by: -1 } },
  { keys: ['g', 'home'], shown: 'g  home', help: 'first row', event: { type: 'jump', to: 'first' } },
  { keys: ['G', 'end'], shown: 'G  end', help: 'last row', event: { type: 'jump', to: 'last' } },
  ...VIEWS.map(
    ({ id, key, title }): Binding => ({ keys: [key], shown: key, help: title, event: { type: 'show', view: id } }),
  ),
];

const EVENTS = new Map(BINDINGS.flatMap(({ keys, event }) => keys.map((key) => [key, event] as const)));

/** Far on the time axis. */
const FAR = 10;
const RANGE_EVENTS = new Map<string, DashboardEvent>([
  ['l', { type: 'reach', by: 1 }],
  ['right', { type: 'reach', by: 1 }],
  ['h', { type: 'reach', by: -1 }],
  ['left', { type: 'reach', by: -1 }],
  ['pagedown', { type: 'reach', by: FAR }],
  ['pageup', { type: 'reach', by: -FAR }],
  ['home', { type: 'reach', by: Number.NEGATIVE_INFINITY }],
  ['end', { type: 'reach', by: Number.POSITIVE_INFINITY }],
  ['v', { type: 'mark' }],
]);
const PROMPT_EVENTS = new Map<string, DashboardEvent>([
  ['return', { type: 'accept' }],
  ['escape', { type: 'cancel' }],
  ['ctrl+c', { type: 'cancel' }],
  ['tab', { type: 'cycle', by: 1 }],
  ['shift+tab', { type: 'cycle', by: -1 }],
]);

/** What a key means now; undefined: nothing. */
export function eventOf(key: string, { prompt, range }: Pick<State, 'prompt' | 'range'>): DashboardEvent | undefined {
  if (prompt !== null) return PROMPT_EVENTS.get(key) ?? { type: 'type', key };
  return (range === null ? undefined : RANGE_EVENTS.get(key)) ?? EVENTS.get(key);
}
