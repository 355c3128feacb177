import type { End, Figures, RouteFigures, WhatIf, WhatIfRoute } from '../../advice/whatif/types.js';
import { routeName } from '../../report/route-name.js';
import type { Cell, Column, Document, Table } from '../document/document.js';
import { changeWords, serverWords } from './words.js';

/** What would be, beside what is, as a document. */
export function whatIfDocument(whatIf: WhatIf): Document {
  return {
    title: 'What if',
    subtitle: changeWords(whatIf).join(' · '),
    sections: [
      { title: 'In all', blocks: [figures(whatIf), { block: 'paragraph', text: serverWords(whatIf) }] },
      { title: 'By route', blocks: [routes(whatIf)] },
      { title: 'Assumed', blocks: [{ block: 'list', items: whatIf.assumptions }] },
    ],
  };
}

interface Measure {
  column: Column;
  of: (figures: Figures) => Cell;
}

const MEASURES: readonly Measure[] = [
  seconds('p50_s', 'p50', ({ requestTime }) => requestTime?.p50 ?? null),
  seconds('p95_s', 'p95', ({ requestTime }) => requestTime?.p95 ?? null),
  seconds('p99_s', 'p99', ({ requestTime }) => requestTime?.p99 ?? null),
  { column: { key: 'requests', title: 'requests', kind: 'count' }, of: ({ requests }) => requests },
  {
    column: { key: 'app_requests', title: 'at the application', kind: 'count' },
    of: ({ appRequests }) => appRequests,
  },
  seconds('app_s', 'application time', ({ appSeconds }) => appSeconds),
  seconds('queued_s', 'waiting for a worker', ({ queuedSeconds }) => queuedSeconds),
  seconds('cpu_s', 'CPU time', ({ cpuSeconds }) => cpuSeconds),
  {
    column: { key: 'worker_share', title: 'workers busy', kind: 'share' },
    of: ({ workerUtilisation }) => workerUtilisation,
  },
  { column: { key: 'core_share', title: 'cores busy', kind: 'share' }, of: ({ coreUtilisation }) => coreUtilisation },
  {
    column: { key: 'workers_needed', title: 'workers needed', kind: 'count' },
    of: ({ workersNeeded }) => workersNeeded,
  },
];

function seconds(key: string, title: string, of: (figures: Figures) => Cell): Measure {
  return { column: { key, title, kind: 'seconds' }, of };
}

function figures({ measured, ends }: WhatIf): Table {
  const row = (name: string, of: Figures): Cell[] => [name, ...MEASURES.map((measure) => measure.of(of))];
  return {
    block: 'table',
    name: 'figures',
    caption: 'Request times and load, as measured, as simulated, and then',
    columns: [{ key: 'state', title: 'state', kind: 'text' }, ...MEASURES.map(({ column }) => column)],
    rows: [
      row('measured', measured),
      ...ends.map((end) => row(`simulated${ifWords(end)}`, end.simulated)),
      ...ends.map((end) => row(`then${ifWords(end)}`, end.after)),
    ],
  };
}

function routes(whatIf: WhatIf): Table {
  const { ends } = whatIf;
  const columns = (['p50', 'p95', 'p99'] as const).flatMap((q): Column[] => {
    const isDetail = q === 'p99';
    return [
      { key: `${q}_s`, title: q, kind: 'seconds', isDetail },
      ...ends.map((end): Column => {
        const key = end.unknownAs === null ? '' : `_if_${end.unknownAs}`;
        return { key: `then${key}_${q}_s`, title: `then${ifWords(end)}`, kind: 'seconds', isDetail };
      }),
    ];
  });
  const times = (route: WhatIfRoute): Cell[] => {
    const all: RouteFigures[] = [route.measured, ...route.ends.map(({ after }) => after)];
    return (['p50', 'p95', 'p99'] as const).flatMap((q) => all.map(({ requestTime }) => requestTime?.[q] ?? null));
  };
  return {
    block: 'table',
    name: 'routes',
    caption: 'Request time by route, most application time first',
    columns: [
      { key: 'route', title: 'route', kind: 'text' },
      { key: 'requests', title: 'requests', kind: 'count' },
      { key: 'cpu', title: 'CPU', kind: 'text', isChoice: true, isDetail: true },
      ...columns,
    ],
    rows: whatIf.routes.map((route) => [routeName(route), route.measured.requests, route.cpu, ...times(route)]),
  };
}

function ifWords({ unknownAs }: End): string {
  return unknownAs === null ? '' : ` if ${unknownAs === 'io' ? 'IO' : 'CPU'}`;
}
