import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/types.js';
import { reportOf } from '../support/analyze.js';
import { START_S } from '../support/lines.js';

/** Thirty requests of 100 ms each, one a second, with what the application says of itself behind their times. */
function logWith(format: string, said: string): Promise<Report> {
  const logFormat = `$msec "$request" $status $upstream_addr urt=$upstream_response_time ${format}`;
  const lines = Array.from(
    { length: 30 },
    (_, i) => `${START_S + i}.000 "GET /page HTTP/1.1" 200 127.0.0.1:8000 urt=0.100 ${said}\n`,
  );
  return reportOf(lines.join(''), { logFormat });
}

const TIMING = '"$upstream_http_server_timing"';
const DJANGO = (cpu: string, sql: string): string =>
  [
    `TimerPanel_utime;dur=${cpu};desc="User CPU time", TimerPanel_stime;dur=0.0;desc="System CPU time"`,
    `TimerPanel_total;dur=${cpu};desc="Total CPU time", TimerPanel_total_time;dur=99.5;desc="Elapsed time"`,
    `SQLPanel_sql_time;dur=${sql};desc="SQL 3 queries", CachePanel_total_time;dur=0;desc="Cache 0 Calls"`,
  ]
    .join(', ')
    .replaceAll('"', String.raw`\x22`);

describe('what an application says of itself', () => {
  it.each<[name: string, format: string, said: string, expected: object]>([
    ['X-CPU-Time', 'cpu=$upstream_http_x_cpu_time', 'cpu=0.095', { bound: 'cpu', cpuMs: 95 }],
    ['X-CPU-Time with a unit', 'cpu=$upstream_http_x_cpu_time', 'cpu=5ms', { bound: 'io', cpuMs: 5 }],
    ['Server-Timing', TIMING, '"cpu;dur=95, app;dur=99.1"', { bound: 'cpu', cpuMs: 95 }],
    ['Server-Timing of half and half', TIMING, '"db;dur=50, cpu;dur=50"', { bound: 'mixed', cpuMs: 50 }],
    ['django-debug-toolbar, computing', TIMING, `"${DJANGO('95.0', '2.0')}"`, { bound: 'cpu', cpuMs: 95 }],
    ['django-debug-toolbar, waiting', TIMING, `"${DJANGO('5.0', '93.0')}"`, { bound: 'io', cpuMs: 5 }],
    [
      'Rails, whose database takes the time',
      TIMING,
      '"sql.active_record;dur=88.1, instantiation.active_record;dur=0.2, process_action.action_controller;dur=97"',
      { bound: 'io', confidence: 'medium', cpuMs: null },
    ],
    [
      'Rails, whose views take the time: they may compute or wait',
      TIMING,
      '"sql.active_record;dur=3, render_template.action_view;dur=90, process_action.action_controller;dur=97"',
      { bound: 'unknown', cpuMs: null },
    ],
    [
      'Discourse',
      '$upstream_http_x_runtime $upstream_http_x_sql_time $upstream_http_x_redis_time',
      '0.098 0.070 0.020',
      { bound: 'io', confidence: 'medium', cpuMs: null },
    ],
    ['its whole time alone', 'x=$upstream_http_x_runtime', 'x=0.098', { bound: 'unknown', cpuMs: null }],
    ['nothing', 'x=$upstream_http_x_runtime', 'x=-', { bound: 'unknown', cpuMs: null }],
  ])('%s', async (_name, format, said, { ...expected }) => {
    const [route] = (await logWith(format, said)).routes;
    const { cpuMs = null } = expected as { cpuMs?: number | null };
    expect(route).toMatchObject({ ...expected, cpuMs: cpuMs === null ? null : expect.closeTo(cpuMs) });
  });

  it.each([
    [
      'gunicorn',
      '%(h)s - %(u)s %(t)s "%(r)s" %(s)s %(b)s "%(f)s" "%(a)s" rt=%(L)s cpu=%({x-cpu-time}o)s st="%({server-timing}o)s"',
      (path: string, cpu: string) =>
        `192.0.2.7 - - [23/Nov/2026:10:01:05 +0000] "GET ${path} HTTP/1.1" 200 41 "-" "-" rt=0.100000 cpu=${cpu} st="-"`,
    ],
    [
      'uWSGI, whose variable the application sets,',
      '[%(ltime)] %(method) %(uri) %(status) %(msecs)ms %(cpu_time)',
      (path: string, cpu: string) => `[23/Nov/2026:10:01:05 +0000] GET ${path} 200 100ms ${cpu}`,
    ],
  ])('tells computing from waiting in the log of %s too', async (_name, logFormat, line) => {
    const lines = Array.from({ length: 30 }, () => `${line('/loop', '0.095')}\n${line('/query', '0.004')}\n`);
    const { routes, totals } = await reportOf(lines.join(''), { logFormat });
    expect(totals).toMatchObject({ servedBy: { app: 60 }, appSeconds: expect.closeTo(6) });
    expect(Object.fromEntries(routes.map(({ route, bound }) => [route, bound]))).toEqual({
      '/loop': 'cpu',
      '/query': 'io',
    });
  });

  it('tells computing from waiting in JSON with the usual names of keys', async () => {
    const line = (path: string, cpu: number) =>
      JSON.stringify({
        msec: '1700000000.000',
        path,
        status: 200,
        request_time: 0.1,
        upstream_response_time: 0.1,
        cpu,
      });
    const lines = Array.from({ length: 30 }, () => `${line('/loop', 0.095)}\n${line('/query', 0.004)}\n`);
    const { routes } = await reportOf(lines.join(''), { logFormat: null });
    expect(Object.fromEntries(routes.map(({ route, bound }) => [route, bound]))).toEqual({
      '/loop': 'cpu',
      '/query': 'io',
    });
  });

  it('names the part of the waiting that the application names', async () => {
    const [route] = (await logWith(TIMING, '"cpu;dur=5, db;dur=60, redis;dur=20"')).routes;
    expect(route!.evidence[0]!.detail).toContain('names 80.0 ms a request as waiting for its database');
  });

  it('stands in for the upstream time where that is not logged, but not for who answered', async () => {
    const line = (addr: string) => `"GET /page HTTP/1.1" 200 ${addr} 0.250\n`;
    const logFormat = '"$request" $status $upstream_addr $upstream_http_x_process_time';
    const { routes, totals } = await reportOf(line('127.0.0.1:8000').repeat(4) + line('-'), { logFormat });
    expect(totals).toMatchObject({ appSeconds: 1, servedBy: { app: 4, nginx: 1 } });
    expect(routes[0]!.upstreamTime).toMatchObject({ mean: 0.25 });
  });

  it('counts for nothing where it covers the first part of a streamed answer alone', async () => {
    const line = '"GET /export HTTP/1.1" 200 urt=0.900 uht=0.020 cpu=0.019\n';
    const logFormat =
      '"$request" $status urt=$upstream_response_time uht=$upstream_header_time cpu=$upstream_http_x_cpu_time';
    const [route] = (await reportOf(line.repeat(30), { logFormat })).routes;
    expect(route).toMatchObject({ bound: 'unknown', cpuMs: null });
    expect(route!.evidence[0]).toMatchObject({
      rung: 'R1',
      says: 'refused',
      detail: expect.stringContaining('after 20.0 ms of 900 ms'),
    });
  });
});
