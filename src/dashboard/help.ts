import { fit as fitText } from '../render/clean.js';
import { type Doc, docOf } from './doc.js';
import { BINDINGS } from './keys.js';
import { helpSize } from './layout.js';
import { EMPTY_LINE, type Line, span } from './line.js';
import { BOUND_TONE, type Tone } from './look.js';
import type { State } from './state.js';
import { wrap } from './wrap.js';

const KEY_COLUMNS = 16;

const MEANINGS: readonly (readonly [string, Tone, string])[] = [
  ['cpu', BOUND_TONE.cpu, 'the time is computing: faster code pays'],
  ['io', BOUND_TONE.io, 'the time is waiting: faster code gains nothing'],
  ['mixed', BOUND_TONE.mixed, 'some of each'],
  ['transfer', BOUND_TONE.transfer, 'the time is sending the answer to a slow client'],
  ['trivial', BOUND_TONE.trivial, 'too short to matter'],
  ['unknown', BOUND_TONE.unknown, 'the log cannot tell; the detail says what to log'],
];

/** A text that is to be read; else the keys, and what the words in the bound column mean. */
export function helpDoc(state: State): Doc {
  const { columns } = helpSize(state);
  const { charset } = state.look;
  if (state.text !== null) return docOf(wrap(state.text.body, columns, charset).map((line) => [span(line)]));
  const entry = (term: string, tone: Tone, text: string): Line[] =>
    wrap(text, columns - KEY_COLUMNS, charset).map((line, i) => [
      span(fitText(i === 0 ? term : '', KEY_COLUMNS, { charset }), tone),
      span(line),
    ]);
  return docOf([
    ...BINDINGS.flatMap(({ shown, help }) => entry(shown, 'accent', help)),
    ...entry('Ctrl-Z', 'accent', 'stop until the shell is told fg'),
    EMPTY_LINE,
    [span('What a route is bound by', 'strong')],
    ...MEANINGS.flatMap(([word, tone, text]) => entry(word, tone, text)),
  ]);
}
