import { cleanText } from '../render/clean.js';
import { positionOf, type State } from './state.js';
import { listId, viewOf } from './views.js';

/** What `c` copies: the configuration of a recommendation, else the selected row's name; null: there is nothing. */
export function textToCopy(state: State): string | null {
  const { selected } = positionOf(state, listId(state));
  if (state.view === 'recommendations') {
    const recommendation = state.report.recommendations[selected];
    if (recommendation === undefined) return null;
    return pasteable(recommendation.how) ?? pasteableName(recommendation.target);
  }
  const name = viewOf(state).rowId(state, selected);
  return name === null ? null : pasteableName(name);
}

/** A line break from a log, pasted into a shell, would run what stands before it. Tabs are between a row's columns. */
function pasteableName(name: string): string {
  return name
    .split('\t')
    .map((part) => cleanText(part))
    .join('\t');
}

const INDENT = '    ';

/** Of what to do, the lines to paste: those that are indented. */
function pasteable(how: string): string | null {
  const lines = how.split('\n').filter((line) => line.startsWith(INDENT));
  return lines.length === 0 ? null : `${lines.map((line) => line.slice(INDENT.length)).join('\n')}\n`;
}

/** Has the terminal put a text on the clipboard: OSC 52, which passes ssh and, where allowed, tmux. */
export function clipboardSequence(text: string): string {
  return `\x1b]52;c;${Buffer.from(text).toString('base64')}\x07`;
}
