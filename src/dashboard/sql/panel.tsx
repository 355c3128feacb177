import { cleanText } from '../../render/clean.js';
import { count } from '../../render/units.js';
import { bodyOf, listRows } from '../layout.js';
import { EMPTY_LINE, type Line, span } from '../line.js';
import { Lines } from '../lines.js';
import { columnsOf } from '../panes/own.js';
import { promptLine } from '../prompt-line.js';
import { isAnswered } from '../question.js';
import { positionOf, type State } from '../state.js';
import { placeColumns, tableHeader, tableRow } from '../table.js';
import { plural } from '../words.js';
import { sqlQuestion, sqlTable } from './question.js';

/** A query that is typed, and what it gives. */
export function SqlPanel({ state }: { state: State }) {
  const { columns, rows } = bodyOf(state);
  const lines = [typedLine(state, columns), outcomeLine(state), EMPTY_LINE, ...tableLines(state, columns)];
  return <Lines lines={lines} look={state.look} columns={columns} rows={rows} />;
}

function typedLine({ prompt, sql, look }: State, columns: number): Line {
  if (prompt?.kind === 'sql') return promptLine(prompt, columns, look.charset);
  return [span(' sql> ', 'accent'), span(cleanText(sql, undefined, look.charset), sql === '' ? 'dim' : 'strong')];
}

const HINT = ' One SELECT, on the view requests for example. Up and down: earlier ones; escape: the keys again.';

function outcomeLine(state: State): Line {
  const { sql, answers, look } = state;
  if (sql === '') return [span(HINT, 'dim')];
  if (!isAnswered(state, sqlQuestion(sql))) return [span(' ...', 'dim')];
  const failure = answers.get('sql')?.failure ?? null;
  if (failure !== null) return [span(` ${cleanText(failure, undefined, look.charset)}`, 'bad')];
  const table = sqlTable(state);
  const n = table?.rows.length ?? 0;
  return [span(` ${count(n)} ${plural(n, 'row')}${table?.isCut ? ', the first of more' : ''}`, 'dim')];
}

function tableLines(state: State, width: number): Line[] {
  const table = sqlTable(state);
  if (table === null) return [];
  const { look } = state;
  const context = { look, rows: table.rows };
  const placed = placeColumns(columnsOf(table), context, width);
  const { selected, top } = positionOf(state, 'sql');
  const rows = table.rows
    .slice(top, top + listRows(state))
    .map((row, i) => tableRow(placed, context, look.charset, row, top + i === selected));
  return [tableHeader(placed, context, look.charset, null), ...rows];
}
