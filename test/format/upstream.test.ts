import { describe, expect, test } from 'vitest';
import { jsonFormat } from '../../src/format/json.js';
import { read, readWith } from './support/read.js';

describe('a list of upstream attempts', () => {
  test.each([
    ['0.131', 0.131, 1],
    ['0.001, 0.002', 0.003, 2],
    ['0.001, 0.002 : -', 0.003, 3],
    ['-, 0.100', 0.1, 2],
    ['0.001 : 0.002, - : 0.004', 0.007, 4],
    ['0.000', 0, 1],
    ['-, -', null, 2],
  ])('%s is summed and counted', (logged, upstreamS, attempts) => {
    const tellsAll = { upstreamS, attempts, upstreamAsked: true };
    expect(read('"$upstream_response_time"', `"${logged}"`)).toMatchObject(tellsAll);
    expect(read('$upstream_response_time $request_time', `${logged} 0.200`)).toMatchObject({
      ...tellsAll,
      requestS: 0.2,
    });
    expect(readWith(jsonFormat([]), `{"status":200,"upstream_response_time":"${logged}"}`)).toMatchObject(tellsAll);
  });

  test('adds milliseconds without the crumbs of binary fractions', () => {
    expect(read('$upstream_response_time', '0.001, 0.003, 0.005').upstreamS).toBe(0.009);
    expect(read('$upstream_response_time', '0.100, 0.200').upstreamS).toBe(0.3);
  });

  test('may be longer than the request by a millisecond, and stays as logged', () => {
    expect(read('$request_time $upstream_response_time', '0.004 0.005')).toMatchObject({
      requestS: 0.004,
      upstreamS: 0.005,
    });
  });

  test('several lists stand side by side without quotes', () => {
    const format = '$upstream_addr $upstream_response_length $upstream_response_time $upstream_status';
    const line = '10.0.0.5:80, 10.0.0.6:80 : unix:/run/a.sock 0, 0 : 12 0.001, - : 0.002 502, 504 : 200';
    expect(read(format, line)).toMatchObject({
      upstreamAddr: '10.0.0.5:80, 10.0.0.6:80 : unix:/run/a.sock',
      upstreamS: 0.003,
      attempts: 3,
    });
  });

  test('connecting and the header are summed too', () => {
    expect(read('$upstream_connect_time|$upstream_header_time', '0.001, 0.002|-, 0.050')).toMatchObject({
      connectS: 0.003,
      headerS: 0.05,
    });
  });
});

describe('whether an upstream was asked', () => {
  test.each<[format: string, line: string, asked: boolean | null]>([
    ['$status', '200', null],
    ['$status $request_time', '200 0.004', null],
    ['$status $upstream_response_time', '200 0.004', true],
    ['$status $upstream_response_time', '200 -', false],
    ['$status $upstream_addr', '200 10.0.0.5:8000', true],
    ['$status $upstream_addr', '200 -', false],
    ['$status $upstream_status', '200 502', true],
    ['$status $upstream_status', '200 -', false],
    ['$status $upstream_connect_time', '200 0.000', true],
    ['$status $upstream_header_time', '200 0.010', true],
    ['$status $upstream_header_time', '200 -', false],
    // One that tells of an attempt outweighs others that are missing: the connection failed.
    ['$upstream_connect_time $upstream_addr $upstream_header_time', '- 10.0.0.5:8000 -', true],
    // The cache alone tells: what it did not have was asked for; "-" is nginx or an uncached upstream.
    ['$upstream_cache_status', 'HIT', false],
    ['$upstream_cache_status', 'STALE', false],
    ['$upstream_cache_status', 'UPDATING', false],
    ['$upstream_cache_status', 'MISS', true],
    ['$upstream_cache_status', 'EXPIRED', true],
    ['$upstream_cache_status', 'BYPASS', true],
    ['$upstream_cache_status', '-', null],
    // With an upstream variable beside it, that one is believed.
    ['$upstream_cache_status $upstream_addr', 'MISS -', false],
    ['$upstream_cache_status $upstream_addr', 'HIT 10.0.0.5:8000', true],
  ])('%s: %s', (format, line, asked) => {
    expect(read(format, line).upstreamAsked).toBe(asked);
  });

  test.each<[line: string, asked: boolean | null]>([
    ['{"status":200}', null],
    ['{"status":200,"urt":0.1}', true],
    ['{"status":200,"urt":"-"}', false],
    ['{"status":200,"urt":null}', false],
    ['{"status":200,"urt":""}', false],
    ['{"status":200,"cache":"HIT"}', false],
    ['{"status":200,"cache":"MISS"}', true],
    ['{"status":200,"cache":"HIT","upstream_addr":"-"}', false],
  ])('in JSON: %s', (line, asked) => {
    expect(readWith(jsonFormat([line]), line).upstreamAsked).toBe(asked);
  });

  test('the cache status is kept as nginx writes it', () => {
    expect(read('$upstream_cache_status', 'REVALIDATED').cacheStatus).toBe('REVALIDATED');
    expect(read('$upstream_cache_status', '-').cacheStatus).toBeNull();
  });
});
