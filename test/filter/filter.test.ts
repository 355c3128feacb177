import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.js';
import type { FilterOptions } from '../../src/filter/filter.js';
import { Store } from '../../src/store/store.js';
import { reportOf, rowsOf } from '../support/analyze.js';
import { logOf, repeated } from '../support/lines.js';

// From 22:13:20 UTC on, one a minute.
const LINES = [
  { at: 0, request: 'GET /api/users/1 HTTP/1.1', host: 'a.example', status: 200, bytes: 10, upstreamS: '0.1' },
  { at: 60, request: 'POST /api/users HTTP/1.1', host: 'A.example:443', status: 201, bytes: 20, upstreamS: '0.2' },
  { at: 120, request: 'GET /healthz HTTP/1.1', host: 'b.example', status: 200, bytes: 40, agent: 'curl/8.5.0' },
  { at: 180, request: 'GET /gone?q=1 HTTP/1.1', host: 'b.example', status: 404, bytes: 80 },
  { at: 240, request: 'GET /api/broken HTTP/1.1', status: 502, bytes: 160, upstreamS: '0.4' },
  { at: 300, request: '\\x16\\x03', status: 400, bytes: 320 },
];
const LOG = `${logOf(LINES)}no request\n`;

/** Each line has a bit of its own in the sum of bytes. */
async function passing(filters: Partial<FilterOptions>): Promise<number[]> {
  const { totals, input, routes } = await reportOf(LOG, { filters });
  expect(totals.requests + input.excluded).toBe(input.parsed);
  expect([input.lines, input.parsed, input.rejected, input.ignored]).toEqual([7, 6, 1, 0]);
  expect(routes.reduce((n, route) => n + route.requests, 0)).toBe(totals.requests);
  return LINES.flatMap((_, i) => ((totals.bytes / 10) & (1 << i) ? [i] : []));
}

describe('filters', () => {
  it.each<[name: string, filters: Partial<FilterOptions>, expected: number[]]>([
    ['since a moment, which is part of it', { since: '2023-11-14T22:15:20' }, [2, 3, 4, 5]],
    ['until a moment, which is not', { until: '2023-11-14T22:15:20Z' }, [0, 1]],
    ['between two, with a zone', { since: '2023-11-14T23:14+01:00', until: '2023-11-14 22:17' }, [1, 2, 3]],
    ['a host in any case and with a port', { host: ['a.example'] }, [0, 1]],
    ['one of several hosts', { host: ['b*', 'c*'] }, [2, 3]],
    ['a path, without its query', { path: ['/gone'] }, [3]],
    ['paths by pattern', { path: ['/api/*'] }, [0, 1, 4]],
    ['paths but for some; a request without a path is none of them', { excludePath: ['/api/*', '/health*'] }, [3, 5]],
    ['both', { path: ['/api/*'], excludePath: ['/api/users/*'] }, [1, 4]],
    ['a status', { status: ['404'] }, [3]],
    ['a class and a range', { status: ['5xx,200-201'] }, [0, 1, 2, 4]],
    ['a method', { method: ['post'] }, [1]],
    ['people', { bots: false }, [0, 1, 3, 4, 5]],
    ['an SQL condition', { where: ["upstream_s > 0.1 OR path LIKE '%gone%'"] }, [1, 3, 4]],
    [
      'several, all of which hold',
      { where: ['bytes > 20 OR false', "method = 'GET' OR true", 'status < 500'] },
      [2, 3, 5],
    ],
    ['a condition that asks more', { where: ['host IN (SELECT host FROM requests WHERE status = 404)'] }, [2, 3]],
    ['all of them together', { status: ['2xx'], method: ['GET'], path: ['/api/*'], bots: false }, [0]],
    ['nothing', { path: ['/nowhere'], where: ['true'] }, []],
  ])('%s', async (_name, filters, expected) => {
    expect(await passing(filters)).toEqual(expected);
  });

  it('are named in the report as options, times resolved and texts with blanks in quotes', async () => {
    const { input } = await reportOf(LOG, {
      filters: { since: '2023-11-14', status: ['2xx,404'], where: ['bytes > 1'], bots: false },
    });
    expect(input.filters).toEqual([
      '--since 2023-11-14T00:00:00Z',
      '--status 2xx,404',
      '--where "bytes > 1"',
      '--no-bots',
    ]);
  });

  it('that contradict each other are refused', async () => {
    const filters = { since: '2023-11-15', until: '2023-11-14' };
    await expect(reportOf(LOG, { filters })).rejects.toThrow(/^--since 2023-11-15T00:00:00Z is not before --until/);
  });

  it('hold for the timeline, the agents and the span of time', async () => {
    const { input, timeline, agents } = await reportOf(LOG, { filters: { path: ['/healthz'] } });
    expect([input.firstTime, input.lastTime]).toEqual(['2023-11-14T22:15:20.000Z', '2023-11-14T22:15:20.000Z']);
    expect(timeline.buckets.map(({ requests }) => requests)).toEqual([1]);
    expect(agents.bots.names).toEqual([{ name: 'curl', requests: 1 }]);
  });

  it('do not change how routes are named', async () => {
    const ids = Array.from({ length: 20 }, (_, i) => ({ request: `GET /mix/${2000 + i}/x HTTP/1.1` }));
    const { routes } = await reportOf(logOf(ids), { filters: { path: ['/mix/2000/*'] } });
    expect(routes.map(({ route, requests }) => [route, requests])).toEqual([['/mix/:id/x', 1]]);
  });

  it('leave what depends on all requests of the period to all of them, but not to those of another period', async () => {
    const log = logOf([
      ...repeated(40, { request: 'GET /a HTTP/1.1', requestS: '0.05', upstreamS: '0.05', cpuS: '0.01' }),
      ...repeated(40, { request: 'GET /b HTTP/1.1', requestS: '0.05', upstreamS: '0.05', cpuS: '0.01', at: 1000 }),
    ]);
    const compared = async (filters: Partial<FilterOptions>) =>
      (await rowsOf<{ rows: number }>('evidence_foreign_cpu', log, { filters }))[0]!.rows;
    expect(await compared({ path: ['/a'] })).toBe(80);
    expect(await compared({ until: '2023-11-14T22:20' })).toBe(40);
  });

  it('do not take what they leave out for missing in the log', async () => {
    const log = logOf([
      ...repeated(5, { request: 'GET /a.css HTTP/1.1' }),
      ...repeated(5, { request: 'GET /a HTTP/1.1', requestS: '0.05', upstreamS: '0.05' }),
    ]);
    const { recommendations } = await reportOf(log, { filters: { path: ['/a.css'] } });
    expect(recommendations).toEqual([]);
  });
});

describe('an SQL condition', () => {
  it.each([
    ['statu = 404', /^--where "statu = 404" cannot be used: Referenced column "statu" not found .*"status"/],
    ['status = = 404', /syntax error at or near "="\.$/],
    ['status =', /syntax error at end of input\.$/],
    ['', /syntax error at end of input\.$/],
    ['true; DROP TABLE hits', /SELECT statements/],
    ['true; SELECT 1', /more than a condition/],
    ['1=1) UNION SELECT 1 WHERE (1=1', /syntax error at or near "\)"\.$/],
    ['true) OR (true', /syntax error at or near "\)"\.$/],
    ['true ORDER BY 1', /more than a condition/],
    ['true LIMIT 1', /more than a condition/],
    ['true UNION SELECT true', /more than a condition/],
    ['true /*', /unterminated/],
    ['status = $1', /more than a condition/],
    ['count(*) > 1', /aggregates/],
  ])('%j is refused with its reason, and changes nothing', async (condition, reason) => {
    const store = await Store.open();
    try {
      const refusal = await store.checkCondition(condition).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(UserError);
      expect((refusal as UserError).message).toMatch(reason);
      expect((refusal as UserError).message).not.toContain('\n');
      expect(await store.query('totals')).toHaveLength(1);
    } finally {
      store.close();
    }
  });

  it('may hold a comment', async () => {
    expect(await passing({ where: ['status = 404 -- not found'] })).toEqual([3]);
  });

  it.each(['path::INTEGER = 1', "status = 'abc'"])(
    '%j fails on what the log holds, which is told',
    async (condition) => {
      await expect(passing({ where: [condition] })).rejects.toThrow(/cannot be used: Could not convert string/);
    },
  );
});

describe('advice on a part of the requests', () => {
  const log = logOf([
    ...repeated(30, { request: 'GET /media/logo.png HTTP/1.1', bytes: 500, requestS: '0.05', upstreamS: '0.05' }),
    ...repeated(30, { request: 'GET /media/search HTTP/1.1', requestS: '0.05', upstreamS: '0.05' }),
  ]);

  it('covers no path that a program answered in the rest', async () => {
    const howOf = async (filters: Partial<FilterOptions>) =>
      (await reportOf(log, { filters })).recommendations.find(({ action }) => action === 'offload')?.how;
    const how = await howOf({});
    expect(how).toBeDefined();
    expect(await howOf({ path: ['*.png'] })).toBe(how);
  });

  it('takes no picture that a query chooses for a file where queries are left out', async () => {
    const pictures = Array.from({ length: 40 }, (_, i) => ({
      request: `GET /thumb.png?of=${i} HTTP/1.1`,
      bytes: 500 + i,
      requestS: '0.05',
      upstreamS: '0.05',
    }));
    const [kept, dropped] = await Promise.all(
      [false, true].map((dropQuery) =>
        rowsOf<{ variants: number }>('leaked_files', logOf(pictures), { privacy: { anonymizeIp: false, dropQuery } }),
      ),
    );
    expect(dropped![0]!.variants).toBe(kept![0]!.variants);
    expect(kept![0]!.variants).toBe(40);
  });
});
