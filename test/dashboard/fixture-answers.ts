import type { Row, Value } from '../../src/dashboard/panes/cells.js';
import { PANES } from '../../src/dashboard/panes/panes.js';
import { keyOf } from '../../src/dashboard/question.js';
import { reduce } from '../../src/dashboard/reduce.js';
import { TRENDS } from '../../src/dashboard/routes/trends.js';
import type { State } from '../../src/dashboard/state.js';
import { routeName } from '../../src/report/route-name.js';

const ROWS = 30;
const TEXTS = new Set(['route', 'client', 'name', 'host', 'cache_status', 'last_time']);

/** The state once all panes were answered, with rows whose texts are all `text`, numbered. */
export function answered(state: State, text = '商品/東京タワー'): State {
  const { epoch } = state;
  const trends = new Map(state.report.routes.map((route, i) => [routeName(route), [i, 2, 3, 4]]));
  const start = reduce(state, {
    type: 'answer',
    id: TRENDS.id,
    key: keyOf(TRENDS),
    epoch,
    value: trends,
    failure: null,
  });
  return Object.values(PANES)
    .flat()
    .reduce((now: State, { id, columns, question }) => {
      const value = Array.from(
        { length: ROWS },
        (_, i): Row => Object.fromEntries(columns!.map((column) => [column.id, cell(column.id, text, i)])),
      );
      return reduce(now, { type: 'answer', id, key: keyOf(question), epoch, value, failure: null });
    }, start);
}

function cell(column: string, text: string, i: number): Value {
  if (TEXTS.has(column)) return `${i} ${text}`;
  switch (column) {
    case 'method':
      return 'GET';
    case 'content':
      return i % 2 === 0 ? 'static' : 'dynamic';
    case 'served_by':
      return 'app';
    case 'kind':
      return i % 3 === 0 ? 'bot' : 'browser';
    case 'status':
      return 400 + i;
    case 'trend':
      return Array.from({ length: 24 }, (_, slice) => slice * i);
    case 'app_s':
      return i % 4 === 3 ? null : i * 1.5;
    default:
      return column.endsWith('share') ? i / ROWS : i * 1000;
  }
}
