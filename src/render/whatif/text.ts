import type { End, Figures, RouteFigures, WhatIf, WhatIfRoute } from '../../advice/whatif/types.js';
import { routeName } from '../../report/route-name.js';
import { prose } from '../text-prose.js';
import { bold, type TextStyle } from '../text-style.js';
import { type TableColumn, textTable } from '../text-table.js';
import { count, percent, seconds } from '../units.js';
import { changeWords, serverWords } from './words.js';

/** What would be, beside what is: measured, as the simulation has it, and after the changes. */
export function renderWhatIf(whatIf: WhatIf, style: TextStyle): string {
  return [
    bold('WHAT IF', style),
    ...changeWords(whatIf).flatMap((line) => prose(line, style.columns, '  ', '    ')),
    '',
    ...whole(whatIf, style),
    ...prose(serverWords(whatIf), style.columns, '  '),
    '',
    bold('REQUEST TIME by route, most application time first', style),
    ...routes(whatIf, style),
    '',
    bold('ASSUMED', style),
    ...whatIf.assumptions.flatMap((sentence) => prose(`- ${sentence}`, style.columns, '  ', '    ')),
    '',
  ].join('\n');
}

const ENDS = { io: 'if IO', cpu: 'if CPU' } as const;

function titlesOf({ ends }: WhatIf): string[] {
  const of = (title: string): string[] =>
    ends.map(({ unknownAs }) => (unknownAs === null ? title : `${title} ${ENDS[unknownAs]}`));
  return ['measured', ...of(ends.length === 1 ? 'simulated' : 'sim'), ...of('then')];
}

function whole(whatIf: WhatIf, { columns }: TextStyle): string[] {
  const all: Figures[] = [whatIf.measured, ...pick(whatIf.ends, 'simulated'), ...pick(whatIf.ends, 'after')];
  const spec: TableColumn[] = [
    { title: '', align: 'left', flexible: true },
    ...titlesOf(whatIf).map((title): TableColumn => ({ title, align: 'right' })),
  ];
  const row = (name: string, cell: (figures: Figures) => string): string[] => [name, ...all.map(cell)];
  const time = (s: number | undefined): string => (s === undefined ? '-' : seconds(s));
  return textTable(
    spec,
    [
      row('request time p50', ({ requestTime }) => time(requestTime?.p50)),
      row('request time p95', ({ requestTime }) => time(requestTime?.p95)),
      row('request time p99', ({ requestTime }) => time(requestTime?.p99)),
      row('requests', ({ requests }) => count(requests)),
      row('at the application', ({ appRequests }) => count(appRequests)),
      row('application time', ({ appSeconds }) => seconds(appSeconds)),
      row('waiting for a worker', ({ queuedSeconds }) => seconds(queuedSeconds)),
      row('CPU time', ({ cpuSeconds }) => time(cpuSeconds ?? undefined)),
      row('workers busy', ({ workerUtilisation }) => percent(workerUtilisation)),
      row('cores busy', ({ coreUtilisation }) => (coreUtilisation === null ? '-' : percent(coreUtilisation))),
      row('workers needed', ({ workersNeeded }) => String(workersNeeded)),
    ],
    columns,
  );
}

function pick(ends: readonly End[], which: 'simulated' | 'after'): Figures[] {
  return ends.map((end) => end[which]);
}

function routes(whatIf: WhatIf, { columns, top }: TextStyle): string[] {
  const shown = whatIf.routes.slice(0, top);
  const column = (title: string): TableColumn => ({ title, align: 'right' });
  const titles = whatIf.ends.map(({ unknownAs }) => (unknownAs === null ? '' : ` ${ENDS[unknownAs]}`));
  const spec: TableColumn[] = [
    { title: 'route', align: 'left', flexible: true },
    column('p50'),
    ...titles.map((title) => column(`then${title}`)),
    column('p95'),
    ...titles.map((title) => column(`then${title}`)),
  ];
  const cells = (route: WhatIfRoute, q: 'p50' | 'p95'): string[] =>
    [route.measured, ...route.ends.map(({ after }) => after)].map((figures: RouteFigures) =>
      figures.requestTime === null ? '-' : seconds(figures.requestTime[q]),
    );
  const left = whatIf.routes.length - shown.length;
  return [
    ...textTable(
      spec,
      shown.map((route) => [routeName(route), ...cells(route, 'p50'), ...cells(route, 'p95')]),
      columns,
    ),
    ...(left > 0 ? [`  and ${count(left)} more: --top`] : []),
  ];
}
