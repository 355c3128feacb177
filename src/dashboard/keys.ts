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
    help: 'open the selected row',
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

/** What a key means; undefined: nothing. */
export function eventOf(key: string): DashboardEvent | undefined {
  return EVENTS.get(key);
}
