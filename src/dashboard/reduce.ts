import type { Report } from '../report/types.js';
import { type ListPosition, scrollText, scrollTo } from './geometry.js';
import { helpDoc } from './help.js';
import { detailDoc, detailSize, helpSize, listRows } from './layout.js';
import { withStep } from './narrowing.js';
import { isPart, withPart } from './parts.js';
import type { Answer } from './question.js';
import { defaultSort, nextSort, orderRoutes, reverseSort, type Sort, sameSort } from './routes/sort.js';
import type { DashboardEvent, State } from './state.js';
import { VIEWS, type View, type ViewId, viewOf } from './views.js';

/** The state after an event; the same object where nothing changes. */
export function reduce(state: State, event: DashboardEvent): State {
  switch (event.type) {
    case 'quit':
      return { ...state, hasQuit: true };
    case 'resize':
      return settle({ ...state, size: event.size });
    case 'report':
      return settle(withFull(state, event.report));
    case 'refresh':
      return { ...state, epoch: state.epoch + 1, version: state.version + 1 };
    case 'grown':
      return { ...state, live: { lines: event.lines, perS: event.perS } };
    case 'pause':
      return settle(pause(state));
    case 'answer':
      return answered(state, event.id, event);
    case 'narrow':
      return narrow(state, withStep(state.steps, event.step));
    case 'show':
      return show(state, event.view);
    case 'cycle': {
      const now = VIEWS.findIndex(({ id }) => id === state.view);
      return show(state, VIEWS[(now + event.by + VIEWS.length) % VIEWS.length]!.id);
    }
    case 'help':
      return { ...state, helpTop: state.helpTop === null ? 0 : null };
    case 'back':
      return back(state);
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

function back(state: State): State {
  if (state.helpTop !== null) return { ...state, helpTop: null };
  if (state.detailTop !== null) return { ...state, detailTop: null };
  return state.steps.length === 0 ? state : narrow(state, state.steps.slice(0, -1));
}

/** What is shown stays until the new answers come, unless all of them are known. */
function narrow(state: State, steps: State['steps']): State {
  if (steps === state.steps) return state;
  const next = { ...state, steps, epoch: state.epoch + 1 };
  return settle(steps.length === 0 ? withReport(next, state.full) : next);
}

/** A report on all of the log: what was told of a part of it stays. */
function withFull(state: State, full: Report): State {
  if (state.isPaused) return { ...state, held: full };
  const next = { ...state, full, fullVersion: state.version, held: null };
  if (state.steps.length === 0) return withReport(next, full);
  const parts = [...state.answers].filter(([id, { value }]) => isPart(id) && value !== null);
  return withReport(
    next,
    parts.reduce((report, [id, { value }]) => withPart(report, full, id, value, true), state.report),
  );
}

function pause(state: State): State {
  if (state.live === null) return state;
  const next = { ...state, isPaused: !state.isPaused };
  return next.held === null || next.isPaused ? next : withFull(next, next.held);
}

/** Answers to what is not asked any more are dropped. */
function answered(state: State, id: string, { key, epoch, value, failure }: Answer): State {
  if (epoch !== state.epoch) return state;
  const next = { ...state, answers: new Map(state.answers).set(id, { key, epoch, value, failure }) };
  if (!isPart(id) || value === null) return settle(next);
  const { report, full, steps } = next;
  return settle(withReport(next, withPart(report, full, id, value, steps.length > 0)));
}

/** Each list keeps its row under the cursor, wherever that stands now, and at the same height of the screen. */
function withReport(state: State, report: Report): State {
  const hadDefault = sameSort(state.sort, defaultSort(state.report));
  const sort = hadDefault ? defaultSort(report) : state.sort;
  const next = { ...state, report, sort, routeOrder: orderRoutes(report, sort) };
  const kept = VIEWS.map((view) => ({ view, row: rowAfter(view, state, next) }));
  const positions = Object.fromEntries(
    kept.map(({ view: { id }, row }) => {
      const { selected, top } = state.positions[id];
      const now = row ?? selected;
      return [id, { selected: now, top: Math.max(0, top + now - selected) }];
    }),
  ) as State['positions'];
  const isGone = kept.some(({ view, row }) => view.id === state.view && view.rows(state) > 0 && row === null);
  return { ...next, positions, detailTop: isGone ? null : state.detailTop };
}

/** Null: what was selected is no longer there. */
function rowAfter(view: View, before: State, after: State): number | null {
  const id = view.rowId(before, before.positions[view.id].selected);
  if (id === null) return null;
  for (let row = 0; row < view.rows(after); row++) if (view.rowId(after, row) === id) return row;
  return null;
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
