import type { Log } from '../source.js';
import type { State } from '../state.js';
import { viewOf } from '../views.js';

/** The queries that tell what a view shows, as they stand in their files. */
export function sqlBehind(state: State, log: Log | null): string {
  if (log === null) return 'A report that was made before is shown: there is no log to ask.';
  if (state.view === 'sql') return state.sql;
  const { queries, panes } = viewOf(state);
  const typed = state.view === 'own' ? panes?.(state)[state.panes.own ?? 0]?.question.params.sql : undefined;
  if (typed !== undefined) return String(typed);
  return queries(state)
    .map((name) => `-- queries/${name}.sql\n${log.sqlOf(name)}`)
    .join('\n');
}
