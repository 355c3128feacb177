import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileLogFormat } from '../../src/format/compile.js';
import { jsonFormat } from '../../src/format/json.js';
import { parseEpoch, parseTime, parseTimeIso, parseTimeLocal } from '../../src/record/time.js';
import { misfit, read } from './support/read.js';

/** Microseconds of a moment in UTC, and a fraction of its second. */
const us = (utc: string, fraction = 0): number => Date.parse(`${utc}Z`) * 1000 + fraction;

describe('$time_local', () => {
  test.each<[text: string, expected: number | null]>([
    ['23/Nov/2026:09:59:24 +0000', us('2026-11-23T09:59:24')],
    ['23/Nov/2026:09:59:24 +0530', us('2026-11-23T04:29:24')],
    ['23/Nov/2026:09:59:24 -0800', us('2026-11-23T17:59:24')],
    ['01/Jan/2026:00:30:00 +0100', us('2025-12-31T23:30:00')],
    ['29/Feb/2028:12:00:00 +0000', us('2028-02-29T12:00:00')],
    ['23/Nov/2026:09:59:24.123 +0000', us('2026-11-23T09:59:24', 123_000)],
    ['23/Nov/2026:09:59:24', us('2026-11-23T09:59:24')],
    ['31/Dec/2016:23:59:60 +0000', us('2017-01-01T00:00:00')],
    ['31/Dec/2016:23:59:61 +0000', null],
    ['29/Feb/2026:12:00:00 +0000', null],
    ['31/Apr/2026:12:00:00 +0000', null],
    ['00/Apr/2026:12:00:00 +0000', null],
    ['23/Nov/2026:24:00:00 +0000', null],
    ['23/Nov/2026:09:60:00 +0000', null],
    ['23/Nov/2026:09:59:24 +9900', null],
    ['23/nov/2026:09:59:24 +0000', null],
    ['23/Foo/2026:09:59:24 +0000', null],
    ['23/Nov/26:09:59:24 +0000', null],
    ['23/Nov/0026:09:59:24 +0000', null],
  ])('%s', (text, expected) => {
    expect(parseTimeLocal(text)).toBe(expected);
  });
});

describe('ISO 8601', () => {
  test.each<[text: string, expected: number | null]>([
    ['2026-11-23T09:59:24+00:00', us('2026-11-23T09:59:24')],
    ['2026-11-23T09:59:24Z', us('2026-11-23T09:59:24')],
    ['2026-11-23T09:59:24+05:45', us('2026-11-23T04:14:24')],
    ['2026-11-23T09:59:24-0330', us('2026-11-23T13:29:24')],
    ['2026-11-23T09:59:24.5Z', us('2026-11-23T09:59:24', 500_000)],
    ['2026-11-23T09:59:24.123456Z', us('2026-11-23T09:59:24', 123_456)],
    ['2026-11-23T09:59:24.123456789Z', us('2026-11-23T09:59:24', 123_456)],
    ['2026-11-23 09:59:24,250', us('2026-11-23T09:59:24', 250_000)],
    ['2026-11-23T09:59:24', us('2026-11-23T09:59:24')],
    ['2016-12-31T23:59:60Z', us('2017-01-01T00:00:00')],
    ['2026-02-30T09:59:24Z', null],
    ['2026-13-01T09:59:24Z', null],
    ['2026-00-01T09:59:24Z', null],
    ['0001-01-01T00:00:00Z', null],
    ['2026-11-23', null],
    ['2026-11-23T09:59', null],
    ['tomorrow', null],
  ])('%s', (text, expected) => {
    expect(parseTimeIso(text)).toBe(expected);
  });
});

describe('seconds since 1970, or finer units by their size', () => {
  test.each<[text: string, expected: number | null]>([
    ['1795427964.123', 1_795_427_964_123_000],
    ['1795427964.123456', 1_795_427_964_123_456],
    ['1795427964.5', 1_795_427_964_500_000],
    ['1795427964', 1_795_427_964_000_000],
    ['1795427964123', 1_795_427_964_123_000],
    ['1795427964123.5', 1_795_427_964_123_500],
    ['1795427964123456', 1_795_427_964_123_456],
    ['1795427964123456789', 1_795_427_964_123_456],
    ['17954279641234567890', null],
    ['0', 0],
    ['-1', null],
    ['1795427964.', null],
    ['1.795e9', null],
    ['', null],
  ])('%s', (text, expected) => {
    expect(parseEpoch(text)).toBe(expected);
  });

  test('no millisecond of $msec is lost', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7_258_118_400_000 }), (ms) => {
        expect(read('$msec', (ms / 1000).toFixed(3)).endedAtUs).toBe(ms * 1000);
      }),
    );
  });
});

test('text of any kind is a whole number of microseconds or no time', () => {
  const likeATime = fc.stringMatching(/^[0-9]{1,4}[-/][A-Za-z0-9]{2,3}[-/][0-9]{1,4}[:T ][0-9:.,+\- Z]{0,24}$/);
  fc.assert(
    fc.property(fc.oneof(fc.string(), likeATime, fc.stringMatching(/^[0-9.]{0,26}$/)), (text) => {
      const at = parseTime(text);
      expect(at === null || Number.isInteger(at)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['[$time_local] $status', '[31/Feb/2026:09:59:24 +0000] 200', 'bad value of $time_local'],
  ['[$time_local] $status', '[yesterday] 200', 'does not fit at $time_local'],
  ['$time_iso8601 $status', '2026-13-01T09:59:24Z 200', 'bad value of $time_iso8601'],
  ['$msec $status', 'now 200', 'does not fit at $msec'],
])('an impossible time is no request: %s, %s', (format, line, reason) => {
  expect(misfit(format, line)).toBe(reason);
});

test('of several times the finest is read', () => {
  expect(read('[$time_local] $msec', '[23/Nov/2026:09:59:24 +0000] 1795427964.123').endedAtUs).toBe(
    1_795_427_964_123_000,
  );
  expect(read('$time_iso8601 [$time_local]', '2026-11-23T09:59:24+00:00 [23/Nov/2026:09:59:20 +0000]').endedAtUs).toBe(
    us('2026-11-23T09:59:24'),
  );
});

test('a format knows how finely its times tell requests apart', () => {
  const resolution = (format: string) => compileLogFormat('given', format).timeResolutionS;
  expect(resolution('$msec $status')).toBe(0.001);
  expect(resolution('[$time_local] $msec')).toBe(0.001);
  expect(resolution('[$time_local] $status')).toBe(1);
  expect(resolution('$uri $status')).toBeNull();
  const ofJson = (time: string) => jsonFormat([`{"status":200,"ts":"${time}"}`]).timeResolutionS;
  expect(ofJson('2026-11-23T09:59:24Z')).toBe(1);
  expect(ofJson('2026-11-23T09:59:24.123Z')).toBe(0.001);
  expect(ofJson('1795427964.123')).toBe(0.001);
  expect(ofJson('1795427964123')).toBe(0.001);
});
