import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.js';
import { isoTime, momentUs } from '../../src/filter/moment.js';

const NOW = Date.UTC(2026, 10, 25, 22, 15, 30, 250);

describe('a time as people give it', () => {
  it.each([
    ['2026-11-23', '2026-11-23T00:00:00Z'],
    ['2026-11-23T09:30', '2026-11-23T09:30:00Z'],
    ['2026-11-23 09:30:05', '2026-11-23T09:30:05Z'],
    ['2026-11-23T09:30:05.25Z', '2026-11-23T09:30:05.250Z'],
    ['2026-11-23T09:30+01:00', '2026-11-23T08:30:00Z'],
    ['2026-11-23 09:30 -0530', '2026-11-23T15:00:00Z'],
    ['2026-11-23T00:30+02', '2026-11-22T22:30:00Z'],
    ['23/Nov/2026:09:59:24 +0100', '2026-11-23T08:59:24Z'],
    ['1795427964', '2026-11-23T09:59:24Z'],
    ['1795427964.5', '2026-11-23T09:59:24.500Z'],
    ['now', '2026-11-25T22:15:30.250Z'],
    ['today', '2026-11-25T00:00:00Z'],
    ['yesterday', '2026-11-24T00:00:00Z'],
    ['45s', '2026-11-25T22:14:45.250Z'],
    ['90m', '2026-11-25T20:45:30.250Z'],
    ['12h', '2026-11-25T10:15:30.250Z'],
    ['7d', '2026-11-18T22:15:30.250Z'],
    ['2w', '2026-11-11T22:15:30.250Z'],
  ])('%s is %s', (text, time) => {
    expect(isoTime(momentUs('--since', text, NOW))).toBe(time);
  });

  it.each(['', 'tomorrow', '2026-02-30', '2026-11-23T25:00', '20261123', '7', '7y', '-7d', '2026-11-23T09:30+01:00x'])(
    '%j is none, and the message names the option and says how to write one',
    (text) => {
      const read = () => momentUs('--until', text, NOW);
      expect(read).toThrow(UserError);
      expect(read).toThrow(`--until ${JSON.stringify(text)} is no time.`);
    },
  );
});
