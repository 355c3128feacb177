import type { Report } from '../report/types.js';
import { type ListPosition, scrollText, scrollTo } from './geometry.js';
import { helpDoc } from './help.js';
import { detailDoc, detailSize, helpSize, listRows } from './layout.js';
import { type Narrowing, withStep } from './narrowing.js';
import { isPart, withPart } from './parts.js';
import { edited, type Prompt, type PromptKind } from './prompt.js';
import type { Answer } from './question.js';
import { rangeAfter, rangeStep } from './range.js';
import { defaultSort, nextSort, orderRoutes, reverseSort, type Sort, sameSort } from './routes/sort.js';
import { nextMatch } from './search.js';
import { type DashboardEvent, positionOf, type State } from './state.js';
import { listId, VIEWS, type View, type ViewId, viewOf, viewsOf } from './views.js';

/** The state after an event; the same object where nothing changes. */
export function reduce(state: State, event: DashboardEvent): State {
  const isOfKey = !['answer', 'refresh', 'grown', 'reading', 'report', 'resize', 'notice'].includes(event.type);
  return step(isOfKey && state.notice !== null ? { ...state, notice: null } : state, event);
}

function step(state: State, event: DashboardEvent): State {
  switch (event.type) {
    case 'quit':
      return { ...state, hasQuit: true };
    case 'resize':
      return settle({ ...state, size: event.size });
    case 'report':
      return settle(withFull(event.isLast ? whole(state) : state, event.report));
    case 'refresh':
      return { ...state, epoch: state.epoch + 1, version: state.version + 1 };
    case 'grown':
      return { ...state, live: { lines: event.lines, perS: event.perS, done: 'all' } };
    case 'reading':
      return { ...state, live: { lines: event.lines, perS: 0, done: event.done } };
    case 'pause':
      return settle(pause(state));
    case 'answer':
      return answered(state, event.id, event);
    case 'narrow':
      return narrow(state, withStep(state.steps, event.step));
    case 'show':
      return viewsOf(state).some(({ id }) => id === event.view) ? show(state, event.view) : state;
    case 'side':
      return turn(state, event.by);
    case 'cycle': {
      const views = viewsOf(state);
      const now = views.findIndex(({ id }) => id === state.view);
      return show(state, views[(now + event.by + views.length) % views.length]!.id);
    }
    case 'help':
      return { ...state, helpTop: state.helpTop === null ? 0 : null, text: null };
    case 'text':
      return { ...state, helpTop: 0, text: event };
    case 'notice':
      return { ...state, notice: event };
    case 'copy':
    case 'reveal':
      return state;
    case 'prompt':
      return startPrompt(state, event.kind);
    case 'type':
      return typed(state, event.key);
    case 'accept':
      return accepted(state);
    case 'cancel':
      return { ...state, prompt: null };
    case 'match':
      return toMatch(state, state.search, positionOf(state, listId(state)).selected + event.by, event.by);
    case 'range':
    case 'mark':
    case 'reach':
      return { ...state, range: rangeAfter(state, event) };
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

/** Brings the next pane of a view to the front. */
function turn(state: State, by: number): State {
  const count = viewOf(state).panes?.(state).length ?? 0;
  if (count === 0 || !isListInFront(state)) return state;
  const now = state.panes[state.view] ?? 0;
  return settle({ ...state, panes: { ...state.panes, [state.view]: (now + by + count) % count } });
}

/** Whoever opened a row goes back by one step: the row is closed, and with it what it narrowed to. */
function back(state: State): State {
  if (state.helpTop !== null) return { ...state, helpTop: null, text: null };
  if (state.range !== null) return { ...state, range: null };
  const closed = state.detailTop === null ? state : { ...state, detailTop: null };
  if (closed !== state && state.opened === null) return closed;
  if (closed !== state && state.steps.at(-1) !== state.opened) return { ...closed, opened: null };
  return closed.steps.length === 0 ? closed : narrow({ ...closed, opened: null }, closed.steps.slice(0, -1));
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

/** All is read: what was told before was about a part. */
function whole(state: State): State {
  return { ...state, live: null, isPaused: false, epoch: state.epoch + 1 };
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
  if (value === null) return settle(next);
  if (!isPart(id)) return settle(keepRows(state, next));
  const { report, full, steps } = next;
  return settle(withReport(next, withPart(report, full, id, value, steps.length > 0)));
}

/** Each list keeps its row under the cursor, wherever that stands now, and at the same height of the screen. */
function withReport(state: State, report: Report): State {
  const hadDefault = sameSort(state.sort, defaultSort(state.report));
  const sort = hadDefault ? defaultSort(report) : state.sort;
  const isSame = report.routes === state.report.routes && sameSort(sort, state.sort);
  return keepRows(state, { ...state, report, sort, routeOrder: isSame ? state.routeOrder : orderRoutes(report, sort) });
}

function keepRows(before: State, after: State): State {
  const kept = VIEWS.map((view) => ({ view, list: listId(after, view), row: rowAfter(view, before, after) }));
  const positions = Object.fromEntries(
    kept.flatMap(({ list, row }) => {
      const { selected, top } = positionOf(before, list);
      return row === null ? [] : [[list, { selected: row, top: Math.max(0, top + row - selected) }]];
    }),
  );
  const isGone = kept.some(({ view, row }) => view.id === before.view && view.rows(before) > 0 && row === null);
  return {
    ...after,
    positions: { ...before.positions, ...positions },
    detailTop: isGone ? null : before.detailTop,
  };
}

/** Null: what was selected is no longer there. */
function rowAfter(view: View, before: State, after: State): number | null {
  const { selected } = positionOf(before, listId(before, view));
  const id = view.rowId(before, selected);
  if (id === null) return null;
  if (view.rowId(after, selected) === id) return selected;
  for (let row = 0; row < view.rows(after); row++) if (view.rowId(after, row) === id) return row;
  return null;
}

function isListInFront(state: State): boolean {
  return state.helpTop === null && state.detailTop === null;
}

function show(state: State, view: ViewId): State {
  const shown = { ...state, view, detailTop: null, opened: null, helpTop: null, text: null, range: null, prompt: null };
  return settle(view === 'sql' && state.sql === '' ? startPrompt(shown, 'sql') : shown);
}

function open(state: State): State {
  if (state.range !== null) return narrow({ ...state, range: null }, withRange(state));
  if (state.view === 'sql') return startPrompt(state, 'sql');
  const view = viewOf(state);
  const there = view.opens?.(state);
  if (there !== undefined)
    return opened(
      scrollList(show(state, there.view), () => there.row),
      null,
    );
  const { selected } = positionOf(state, listId(state));
  const step = view.step?.(state, selected) ?? null;
  if (step === null) return opened(state, null);
  const narrowed = narrow(state, withStep(state.steps, step));
  return opened(narrowed, narrowed === state ? null : step);
}

/** Shows the detail of the selected row, where it has one. @param step that was made for it */
function opened(state: State, step: Narrowing | null): State {
  return detailDoc(state) === null ? state : { ...state, detailTop: 0, opened: step };
}

function withRange(state: State): State['steps'] {
  const made = rangeStep(state);
  return made === null ? state.steps : withStep(state.steps, made);
}

function startPrompt(state: State, kind: PromptKind): State {
  const text = { search: '', write: 'logsplit-report.json', sql: state.sql }[kind];
  return { ...state, prompt: { kind, text, cursor: [...text].length } };
}

function typed(state: State, key: string): State {
  const { prompt } = state;
  if (prompt === null) return state;
  const next =
    prompt.kind === 'sql' && (key === 'up' || key === 'down') ? recalled(state, prompt, key) : edited(prompt, key);
  if (next === prompt) return state;
  const now = { ...state, prompt: next };
  return next.kind === 'search' ? toMatch(now, next.text, positionOf(now, listId(now)).selected, 1) : now;
}

/** An earlier query, or a later one. */
function recalled({ history }: State, prompt: Prompt, key: 'up' | 'down'): Prompt {
  const at = history.lastIndexOf(prompt.text);
  const wanted = key === 'up' ? (at < 0 ? history.length : at) - 1 : at + 1;
  const text = history[wanted];
  return text === undefined ? prompt : { ...prompt, text, cursor: [...text].length };
}

function accepted(state: State): State {
  const { prompt } = state;
  if (prompt === null) return state;
  const closed = { ...state, prompt: null };
  if (prompt.kind === 'search') return { ...closed, search: prompt.text };
  if (prompt.kind === 'write' || prompt.text.trim() === '') return closed;
  const history = [...state.history.filter((one) => one !== prompt.text), prompt.text];
  return place({ ...closed, sql: prompt.text, history, view: 'sql' }, { selected: 0, top: 0 });
}

function toMatch(state: State, text: string, from: number, by: 1 | -1): State {
  const row = isListInFront(state) ? nextMatch(state, text, from, by) : null;
  return row === null ? state : scrollList(state, () => row);
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
  const position = positionOf(state, listId(state));
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
  const list = listId(state);
  const { selected, top } = positionOf(state, list);
  if (selected === position.selected && top === position.top) return state;
  return { ...state, positions: { ...state.positions, [list]: position } };
}
