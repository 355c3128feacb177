import { PARTS } from './parts.js';
import type { Question } from './question.js';
import { TRENDS } from './routes/trends.js';
import { sqlQuestion } from './sql/question.js';
import { positionOf, type State } from './state.js';
import { listId, viewOf } from './views.js';

/** What the screen wants to know, in the order in which it is asked: what is on it first. */
export function wantedQuestions(state: State): readonly Question[] {
  const view = viewOf(state);
  const panes = (view.panes?.(state) ?? []).map(({ question }) => question);
  const { selected } = positionOf(state, listId(state));
  const detail = state.detailTop === null ? [] : (view.questions?.(state, selected) ?? []);
  const own = state.view === 'sql' && state.sql !== '' ? [sqlQuestion(state.sql)] : [];
  const trends = state.view === 'routes' && state.detailTop === null ? [TRENDS] : [];
  return [...own, ...panes, ...parts(state), ...detail, ...trends];
}

/** All of a log that does not change stands in the report. */
function parts({ steps, version, fullVersion }: State): readonly Question[] {
  return steps.length === 0 && version === fullVersion ? [] : PARTS;
}
