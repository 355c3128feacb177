import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type AnalysisOptions, type Logs, reportOf } from '../../support/analyze.js';
import { seeded } from '../../support/random.js';

const FOLDER = new URL('../../fixtures/contention/', import.meta.url);
const LOG_FORMAT = '$msec "$request" $status $request_time $upstream_response_time $upstream_cache_status';
const OPTIONS: AnalysisOptions = { logFormat: LOG_FORMAT, cores: 2 };
const KNOWN = JSON.parse(readFileSync(new URL('routes.json', FOLDER), 'utf8')) as Record<
  string,
  { share: number; right: string[] }
>;

const packed = (name: string): Buffer => readFileSync(new URL(`${name}.log.gz`, FOLDER));
const linesOf = (name: string): string[] => gunzipSync(packed(name)).toString().trimEnd().split('\n');

const verdictsOf = async (logs: Logs, options = OPTIONS) =>
  Object.fromEntries(
    (await reportOf(logs, options)).routes.map(({ route, bound, confidence }) => [route, `${bound} ${confidence}`]),
  );

async function scoreOf(name: string) {
  const { routes, totals } = await reportOf({ [`${name}.log.gz`]: packed(name) }, OPTIONS);
  const judged = Object.entries(KNOWN).flatMap(([path, known]) => {
    const { bound } = routes.find(({ route }) => route === path)!;
    return bound === 'unknown' || bound === 'trivial' ? [] : [{ path, bound, ...known }];
  });
  return {
    decided: judged.length,
    wrong: judged.filter(({ bound, right }) => !right.includes(bound)).map(({ path, bound }) => `${path} ${bound}`),
    workers: totals.queueing?.workers ?? null,
  };
}

describe('a real run without CPU times in its log', () => {
  it.each([
    ['sync4-mid', 15, 4],
    ['gthread-mid', 10, 8],
    ['gevent-busy', 14, null],
  ])('%s has its routes named for what they are', async (name, least, workers) => {
    const score = await scoreOf(name);
    expect(score).toMatchObject({ wrong: [], workers });
    expect(score.decided).toBeGreaterThanOrEqual(least);
  });

  it('whose database is short has none of them named', async () => {
    expect(await scoreOf('sync8-dbsat4')).toMatchObject({ decided: 0 });
  });

  it('gives the same from its lines in any order, from two files and from a packed one', async () => {
    const lines = linesOf('sync4-mid');
    const whole = await verdictsOf({ 'access.log': `${lines.join('\n')}\n` });
    const half = lines.length >> 1;
    const ways: Logs[] = [
      { 'access.log': `${seeded(4).shuffled(lines).join('\n')}\n` },
      { 'access.log.1': `${lines.slice(0, half).join('\n')}\n`, 'access.log': `${lines.slice(half).join('\n')}\n` },
      { 'access.log.gz': packed('sync4-mid') },
    ];
    for (const way of ways) expect(await verdictsOf(way)).toEqual(whole);
    expect(new Set(Object.values(whole))).toContain('cpu medium');
  });

  it('gives the time in the queue for workers, whose number may be told', async () => {
    const log = { 'access.log': `${linesOf('sync4-mid').join('\n')}\n` };
    const searched = (await reportOf(log, OPTIONS)).totals.queueing!;
    const given = (await reportOf(log, { ...OPTIONS, workers: 4 })).totals.queueing!;
    expect(searched).toMatchObject({ workers: 4, found: 'searched' });
    expect(given).toEqual({ ...searched, found: 'given' });
    const fewer = (await reportOf(log, { ...OPTIONS, workers: 100 })).totals.queueing!;
    expect(fewer.seconds).toBe(0);
    expect(searched.seconds).toBeGreaterThan(10);
  });
});
