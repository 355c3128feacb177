import { describe, expect, test } from 'vitest';
import { readServerTiming } from '../../src/format/server-timing.js';
import { emptyRequest } from '../../src/record/request-fields.js';
import { read } from './support/read.js';

describe("the application's CPU time", () => {
  test.each([
    ['0.084', 0.084],
    ['12', 12],
    ['84ms', 0.084],
    ['84 ms', 0.084],
    ['84.5ms', 0.0845],
    ['1500us', 0.0015],
    ['1500µs', 0.0015],
    ['2000000ns', 0.002],
    ['1.25s', 1.25],
    // As Python prints floats.
    ['0.0031459331512451172', 0.0031459331512451172],
    ['1.2e-05', 0.000012],
    ['-', null],
    ['', null],
    ['-0.5', null],
    ['fast', null],
    ['12 parsecs', null],
    ['NaN', null],
    ['Infinity', null],
    ['1e99', null],
  ])('%s', (logged, cpuS) => {
    const found = read('"$upstream_http_x_cpu_time"', `"${logged.replace('µ', String.raw`\xC2\xB5`)}"`).cpuS;
    expectSeconds(found, cpuS);
  });

  test('is taken from the upstream rather than from what was sent to the client', () => {
    const line = '0.002 0.001';
    expect(read('$sent_http_x_cpu_time $upstream_http_x_cpu_time', line).cpuS).toBe(0.001);
    expect(read('$upstream_http_x_cpu_time $sent_http_x_cpu_time', line).cpuS).toBe(0.002);
  });

  test('of its own header is believed rather than that of Server-Timing, whichever stands first', () => {
    const timing = '"cpu;dur=5"';
    expect(read('$upstream_http_x_cpu_time "$upstream_http_server_timing"', `0.084 ${timing}`).cpuS).toBe(0.084);
    expect(read('"$upstream_http_server_timing" $upstream_http_x_cpu_time', `${timing} 0.084`).cpuS).toBe(0.084);
    expect(read('"$upstream_http_server_timing" $upstream_http_x_cpu_time', `${timing} -`).cpuS).toBe(0.005);
  });
});

describe('time the application reports as waiting', () => {
  test('that of databases and that of Redis are added', () => {
    const format = '$upstream_http_x_runtime $upstream_http_x_sql_time $upstream_http_x_redis_time';
    expect(read(format, '0.120 0.030 0.010')).toMatchObject({ appS: 0.12, waitS: 0.04 });
    expect(read(format, '0.120 - 0.010')).toMatchObject({ waitS: 0.01 });
    expect(read(format, '0.120 - -')).toMatchObject({ waitS: null });
  });
});

describe('time the application reports as its own', () => {
  test('that of X-Runtime, else that of X-Process-Time, of the upstream rather than of the answer', () => {
    expect(read('$upstream_http_x_runtime $upstream_http_x_process_time', '0.120 0.090').appS).toBe(0.12);
    expect(read('$sent_http_x_process_time', '0.090').appS).toBe(0.09);
  });
});

describe('Server-Timing, in milliseconds', () => {
  const timesOf = (header: string) => {
    const into = emptyRequest();
    readServerTiming(header, into);
    const { cpuS, appS, waitS } = into;
    return { cpuS, appS, waitS };
  };

  test.each([
    ['cpu;dur=12.5', 0.0125, null, null],
    ['CPU;DUR=12.5', 0.0125, null, null],
    ['cpu;dur="12.5"', 0.0125, null, null],
    ['cpu; dur = 12.5', 0.0125, null, null],
    ['cpu;desc="of a thread";dur=12.5', 0.0125, null, null],
    ['cpu;dur=3.14593315124511720000', 0.0031459331512451, null, null],
    ['cpu;dur=1.2e-05', 1.2e-8, null, null],
    ['app;dur=100, db;dur=30, redis;dur=10.5, cpu;dur=55', 0.055, 0.1, 0.0405],
    ['total;dur=100,cpu;dur=55', 0.055, 0.1, null],
    ['cache;desc=hit, edge;dur=3', null, null, null],
    ['view;dur=30, render;dur=20, process_action.action_controller;dur=60', null, 0.06, null],
    ['sql.active_record;dur=8.5, transaction.active_record;dur=28', null, null, 0.0085],
    // Known by what it describes itself as, where its name says nothing.
    ['a;desc="cpu";dur=12, b;desc=Redis;dur=3', 0.012, null, 0.003],
    ['cpu;desc="db";dur=12', 0.012, null, null],
    // What stands in quotes is no parameter and no metric.
    ['db;desc="a, cpu;dur=9";dur=3', null, null, 0.003],
    [String.raw`db;desc="\"";dur=3`, null, null, 0.003],
    ['constructor;dur=3, __proto__;dur=4', null, null, null],
    ['cpu', null, null, null],
    ['cpu;dur=', null, null, null],
    ['cpu;dur=-5', null, null, null],
    ['cpu;dur=abc', null, null, null],
    ['', null, null, null],
    [';;;,,,===', null, null, null],
  ])('%s', (header, cpuS, appS, waitS) => {
    const found = timesOf(header);
    expectSeconds(found.cpuS, cpuS);
    expect(found.appS).toBe(appS);
    expect(found.waitS).toBe(waitS);
  });

  test.each([
    ['blanks behind a comma', `cpu;dur=1,${' '.repeat(1 << 20)}`],
    ['parameters', `cpu${';'.repeat(1 << 20)}`],
    ['blanks between parameters', `cpu${'; '.repeat(1 << 19)}`],
    ['metrics', 'cpu;dur=1,'.repeat(1 << 17)],
  ])('a megabyte of %s is read in bounded time', (_, header) => {
    expect(timesOf(header).waitS).toBeNull();
  });
});

function expectSeconds(found: number | null, wanted: number | null): void {
  if (wanted === null) expect(found).toBeNull();
  else expect(found).toBeCloseTo(wanted, 15);
}
