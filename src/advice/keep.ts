import { routeName } from '../report/route-name.js';
import type { Recommendation } from '../report/types.js';
import type { Findings } from './advise.js';
import { cpuSecondsOf } from './compile.js';
import { appSeconds, inCount, inPercent, inSeconds, NOTHING, savingOf, sum } from './saving.js';

/**
 * IO-bound routes: the one thing not to do is to compile them. Not those of low confidence, which may be anything yet,
 * nor files, which are for nginx to serve.
 */
export function adviseKeep({ routes, totals }: Findings): Recommendation[] {
  const waiting = routes.filter(
    ({ bound, confidence, kind }) => bound === 'io' && confidence !== 'low' && kind === 'dynamic',
  );
  if (waiting.length === 0) return [];
  const seconds = sum(waiting.map(appSeconds)) ?? 0;
  const cpuOfEach = waiting.map(cpuSecondsOf);
  const cpu = cpuOfEach.includes(null) ? null : sum(cpuOfEach);
  const most =
    cpu === null || seconds === 0
      ? ''
      : ` Even if their code took no time at all, ${inSeconds(cpu)} would be saved (${inPercent(cpu / seconds)}).`;
  return [
    {
      id: 'keep:io',
      action: 'keep',
      target: inCount(waiting.length, 'IO-bound route'),
      routes: waiting.map(routeName),
      saving: savingOf(totals, 0, 0, NOTHING),
      confidence: waiting.every((route) => route.confidence === 'high') ? 'high' : 'medium',
      why: `They took ${inSeconds(seconds)} of application time, nearly all of it waiting. Compiling them gains nothing.${most}`,
      how: [
        'Do not compile these. What helps is waiting less or waiting side by side:',
        '- the slowest queries: an index, fewer round trips (N+1), a batch',
        '- a connection pool, so that no request pays for connecting',
        '- threads or asyncio, so that a worker can wait for several requests at once',
        '- a cache in front of what is read often and changes rarely',
      ].join('\n'),
    },
  ];
}
