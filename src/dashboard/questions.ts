import { PARTS } from './parts.js';
import type { Question } from './question.js';
import type { State } from './state.js';

/** What the screen wants to know, in the order in which it is asked. */
export function wantedQuestions(state: State): readonly Question[] {
  // All of a log that does not change stands in the report.
  return state.steps.length === 0 && state.version === state.fullVersion ? [] : PARTS;
}
