import { cleanText, displayWidth, ELLIPSIS, fit as fitText } from '../render/clean.js';
import { count, percent } from '../render/units.js';
import { BINDINGS } from './keys.js';
import { cutLine, EMPTY_LINE, fillLine, joinFitting, keepEnd, type Line, lineWidth, span, spread } from './line.js';
import { GLYPHS } from './look.js';
import { promptLine } from './prompt-line.js';
import { SORT_TITLES } from './routes/sort.js';
import { spansOfTime } from './span-of-time.js';
import { positionOf, type State } from './state.js';
import { listId, type View, viewOf, viewsOf } from './views.js';
import { formatLabel, plural } from './words.js';

const PROGRAM = ' logsplit  ';
const LEAST_PATH = 14;

/** The file and how it was read at the left, the span of time at the right. */
export function headerLine({ report: { input }, look, size, live, isPaused }: State): Line {
  const { charset } = look;
  const [first, ...others] = input.files;
  const more = others.length > 0 ? ` +${others.length}` : '';
  const name = first === undefined ? 'no input' : cleanText(first.path, undefined, charset);
  const following = live === null ? '' : isPaused ? 'paused  ' : `${progressWords(live)}  `;
  const roomBeside = (text: string) =>
    size.columns - PROGRAM.length - more.length - following.length - displayWidth(text) - 3;
  const times = spansOfTime(input.firstTime, input.lastTime, look);
  const time = times.find((text) => roomBeside(text) >= LEAST_PATH) ?? '';
  const room = roomBeside(time);
  const right: Line = [...(following === '' ? [] : [span(following, isPaused ? 'warn' : 'good')]), span(`${time} `)];
  const file: Line = [
    span(PROGRAM, 'accent'),
    span(displayWidth(name) > room ? keepEnd(name, room, charset) : name, 'strong'),
    span(more),
  ];
  const format: Line = first === undefined ? EMPTY_LINE : [span(formatLabel(first), 'dim')];
  return spread(
    joinFitting([file, format], span('  '), size.columns - lineWidth(right) - 2),
    right,
    size.columns,
    charset,
  );
}

function progressWords({ done, perS }: NonNullable<State['live']>): string {
  if (done === 'all') return `following ${count(perS)}/s`;
  return done === null ? 'reading' : `reading ${percent(done)}`;
}

/** The views with their keys; numbers, and then titles of the others, go when they do not fit. */
export function tabLine(state: State): Line {
  const { columns } = state.size;
  const tabsWith = (room: TabRoom) => viewsOf(state).map((view) => tab(view, state, room));
  const rooms: readonly TabRoom[] = ['badges', 'titles', 'short', 'keys'];
  const tabs = rooms.map(tabsWith).find((tabs) => lineWidth(tabs.flat()) <= columns) ?? tabsWith('keys');
  return cutLine(tabs.flat(), columns, state.look.charset);
}

type TabRoom = 'badges' | 'titles' | 'short' | 'keys';

function tab(view: View, state: State, room: TabRoom): Line {
  const isActive = view.id === state.view;
  const [open, close] = isActive && state.look.palette === 'none' ? ['[', ']'] : [' ', ' '];
  const badge = room === 'badges' ? view.badge(state) : null;
  const title = room === 'keys' && !isActive ? '' : room === 'short' ? (view.short ?? view.title) : view.title;
  const text = `${view.key}${title === '' ? '' : ` ${title}`}`;
  const isLoud = view.id === 'rejected' && state.report.input.rejected > 0;
  const number = badge === null ? '' : ` ${count(badge)}`;
  const gap = room === 'short' ? '' : ' ';
  if (isActive) return [span(`${open}${text}${number}${close}`, 'selected'), span(gap)];
  return [span(` ${text}`), span(`${number}`, isLoud ? 'bad' : 'dim'), span(room === 'short' ? '' : '  ')];
}

/** Which requests the screen is about, where it is not about all. */
export function crumbsLine({ look, size, steps }: State): Line {
  const { charset } = look;
  const parts = steps.map(({ label }): Line => [span(cleanText(label, undefined, charset), 'strong')]);
  const line = parts.flatMap((part) => [span(' > ', 'dim'), ...part]);
  // Where there is not room for all, the last ones say most.
  const room = size.columns - 5;
  const shown = lineWidth(line) <= room ? line : [span(` ${ELLIPSIS[charset]}`, 'dim'), ...fittingEnd(parts, room)];
  return fillLine([span(' all', 'dim'), ...shown], size.columns, charset);
}

function fittingEnd(parts: readonly Line[], room: number): Line {
  let out: Line = [];
  for (const part of parts.toReversed()) {
    const longer = [span(' > ', 'dim'), ...part, ...out];
    if (lineWidth(longer) > room && out.length > 0) break;
    out = longer;
  }
  return out;
}

export function ruleLine({ look, size }: State): Line {
  return [span(GLYPHS[look.charset].rule.repeat(size.columns), 'dim')];
}

/** Every line read is accounted for: lines = parsed + rejected + ignored. */
export function accountingLine({ report: { input }, look, size, live }: State): Line {
  const { charset } = look;
  if (live !== null && live.done !== 'all') {
    const text = ` ${live.lines.toLocaleString('en-US')} lines read so far; evidence and advice come when all is read`;
    return fillLine([span(text, 'dim')], size.columns, charset);
  }
  const exact = (n: number) => n.toLocaleString('en-US');
  const sum = (show: (n: number) => string): Line => [
    span(` ${show(input.lines)} ${plural(input.lines, 'line')} = ${show(input.parsed)} parsed + `, 'dim'),
    span(`${show(input.rejected)} rejected`, input.rejected > 0 ? 'bad' : 'dim'),
    span(` + ${show(input.ignored)} ignored`, 'dim'),
  ];
  const line = [sum(exact), sum(String), sum(count)].find((line) => lineWidth(line) <= size.columns) ?? sum(count);
  const faults = input.files.filter(({ fault }) => fault !== null).length;
  const notes: Line[] = [];
  if (faults > 0) notes.push([span(`${faults} ${plural(faults, 'file')} broken off`, 'bad')]);
  if (input.filters.length > 0) notes.push([span(`${exact(input.excluded)} left out`, 'dim')]);
  const named: Line = [span(cleanText(input.filters.join(' '), undefined, charset), 'dim')];
  const right = [[...notes, named], notes]
    .map((parts) => joinFitting(parts, span('  '), Number.POSITIVE_INFINITY))
    .find((text) => lineWidth(line) + 2 + lineWidth(text) < size.columns);
  return spread(line, right === undefined ? EMPTY_LINE : [...right, span(' ')], size.columns, charset);
}

/** The keys that do something now, and where the cursor stands. */
export function footerLine(state: State): Line {
  const { look, size } = state;
  if (state.prompt !== null && state.prompt.kind !== 'sql') return promptLine(state.prompt, size.columns, look.charset);
  if (state.notice !== null) {
    const { text, isBad } = state.notice;
    return fillLine(
      [span(` ${cleanText(text, undefined, look.charset)}`, isBad ? 'bad' : 'good')],
      size.columns,
      look.charset,
    );
  }
  const place = placeInList(state);
  const keys = BINDINGS.filter(({ footer }) => footer?.shows(state)).map(({ shown, footer }): Line => {
    const [first = shown] = shown.split('  ');
    return [span(first, 'accent'), span(` ${footer?.label ?? ''}`, 'dim')];
  });
  const left = joinFitting(keys, span('   '), size.columns - place.length - 3);
  return fillLine(
    spread([span(' '), ...left], [span(`${place} `, 'dim')], size.columns, look.charset),
    size.columns,
    look.charset,
  );
}

function placeInList(state: State): string {
  const view = viewOf(state);
  const rows = view.rows(state);
  if (rows === 0 || state.helpTop !== null) return '';
  const row = `${positionOf(state, listId(state)).selected + 1}/${rows}`;
  return view.sortable
    ? `by ${SORT_TITLES[state.sort.column]}${state.sort.isReversed ? ', reversed' : ''}  ${row}`
    : row;
}

/** What to say where the dashboard cannot be drawn. */
export function tooSmallLines({ look, size }: State, smallest: { columns: number; rows: number }): Line[] {
  const sentences = [
    'Terminal too small:',
    `it is ${size.columns}x${size.rows}, logsplit needs ${smallest.columns}x${smallest.rows}.`,
    'Enlarge it, or press q to quit.',
  ];
  return sentences.slice(0, Math.max(0, size.rows - 1)).map((text) => [span(fitText(text, size.columns, look))]);
}
