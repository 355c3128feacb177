import { expect, it } from 'vitest';
import { isoTime } from '../../src/filter/moment.js';
import { periodOf } from '../../src/filter/period.js';

const NOW_MS = Date.UTC(2026, 10, 26, 12);

it.each([
  ['2026-11-09..2026-11-16', '2026-11-09T00:00:00Z', '2026-11-16T00:00:00Z'],
  ['2026-11-23T09:30+01:00..now', '2026-11-23T08:30:00Z', '2026-11-26T12:00:00Z'],
  ['2w..1w', '2026-11-12T12:00:00Z', '2026-11-19T12:00:00Z'],
  ['2026-11-23', '2026-11-23T00:00:00Z', '2026-11-24T00:00:00Z'],
  ['yesterday', '2026-11-25T00:00:00Z', '2026-11-26T00:00:00Z'],
  ['2026-W48', '2026-11-23T00:00:00Z', '2026-11-30T00:00:00Z'],
  ['2026-W01', '2025-12-29T00:00:00Z', '2026-01-05T00:00:00Z'],
  ['2026-W53', '2026-12-28T00:00:00Z', '2027-01-04T00:00:00Z'],
])('%s is from %s to %s', (text, since, until) => {
  const { sinceUs, untilUs } = periodOf('--before', text, NOW_MS);
  expect([isoTime(sinceUs), isoTime(untilUs)]).toEqual([since, until]);
});

it.each(['', '..', '2026-11-09..', '..now', 'a..b', 'now', '1w', '2026-W00', '2025-W53', '1..2..3'])(
  'refuses %j in a sentence',
  (text) => {
    expect(() => periodOf('--before', text, NOW_MS)).toThrow(/^--before ".*" is no (period|time|week)\.$/);
  },
);

it('refuses what ends before it begins', () => {
  expect(() => periodOf('--after', '2026-11-16..2026-11-09', NOW_MS)).toThrow('before it begins');
});
