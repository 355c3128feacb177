import { type ListPosition, scrollText, scrollTo } from './geometry.js';
import { helpDoc } from './help.js';
import { detailDoc, detailSize, helpSize, listRows } from './layout.js';
import { nextSort, orderRoutes, reverseSort, type Sort } from './routes/sort.js';
import type { DashboardEvent, State } from './state.js';
import { VIEWS, type ViewId, viewOf } from './views.js';

/** The state after an event; the same object where nothing changes. */
export function reduce(state: State, event: DashboardEvent): State {
  switch (event.type) {
    case 'quit':
      return { ...state, hasQuit: true };
    case 'resize':
      return settle({ ...state, size: event.size });
    case 'show':
      return show(state, event.view);
    case 'cycle': {
      const now = VIEWS.findIndex(({ id }) => id === state.view);
      return show(state, VIEWS[(now + event.by + VIEWS.length) % VIEWS.length]!.id);
    }
    case 'help':
      return { ...state, helpTop: state.helpTop === null ? 0 : null };
    case 'back':
      if (state.helpTop !== null) return { ...state, helpTop: null };
      return state.detailTop === null ? state : { ...state, detailTop: null };
    case 'open':
      return isListInFront(state) ? open(state) : state;
    case 'move':
      return scrollFront(state, (from) => from + event.by);
    case 'page':
      return scrollFront(state, (from, page) => from + event.by * page);
    case 'jump':
      return scrollFront(state, (_from, _page, length) => (event.to === 'first' ? 0 : length));
    case 'sort':
      return sortBy(state, nextSort(state.report, state.sort));
    case 'reverse':
      return sortBy(state, reverseSort(state.sort));
  }
}

function isListInFront(state: State): boolean {
  return state.helpTop === null && state.detailTop === null;
}

function show(state: State, view: ViewId): State {
  return settle({ ...state, view, detailTop: null, helpTop: null });
}

function open(state: State): State {
  const there = viewOf(state).opens?.(state);
  const target = there === undefined ? state : scrollList(show(state, there.view), () => there.row);
  return detailDoc(target) === null ? target : { ...target, detailTop: 0 };
}

function sortBy(state: State, sort: Sort): State {
  if (!viewOf(state).sortable || !isListInFront(state)) return state;
  return place({ ...state, sort, routeOrder: orderRoutes(state.report, sort) }, { selected: 0, top: 0 });
}

/** Where to go from a row, given the rows of a page and of the whole. */
type Target = (from: number, page: number, length: number) => number;

function scrollFront(state: State, target: Target): State {
  if (state.helpTop !== null) return scrollHelp(state, target);
  return state.detailTop === null ? scrollList(state, target) : scrollDetail(state, target);
}

/** Brings all that scrolls back into its bounds after the screen or the view has changed. */
function settle(state: State): State {
  return [scrollList, scrollDetail, scrollHelp].reduce((settled, scroll) => scroll(settled, (from) => from), state);
}

function scrollList(state: State, target: Target): State {
  const length = viewOf(state).rows(state);
  const visible = listRows(state);
  const position = state.positions[state.view];
  // A page keeps one row of the last one in sight.
  const selected = target(position.selected, Math.max(1, visible - 1), length);
  return place(state, scrollTo(position, selected, length, visible));
}

function scrollDetail(state: State, target: Target): State {
  if (state.detailTop === null) return state;
  const length = detailDoc(state)?.length ?? 0;
  const { rows } = detailSize(state);
  const detailTop = scrollText(target(state.detailTop, rows, length), length, rows);
  return detailTop === state.detailTop ? state : { ...state, detailTop };
}

function scrollHelp(state: State, target: Target): State {
  if (state.helpTop === null) return state;
  const { length } = helpDoc(state);
  const { rows } = helpSize(state);
  const helpTop = scrollText(target(state.helpTop, rows, length), length, rows);
  return helpTop === state.helpTop ? state : { ...state, helpTop };
}

function place(state: State, position: ListPosition): State {
  const { selected, top } = state.positions[state.view];
  if (selected === position.selected && top === position.top) return state;
  return { ...state, positions: { ...state.positions, [state.view]: position } };
}
