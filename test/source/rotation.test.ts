import { describe, expect, test } from 'vitest';
import { compareAges, rotationOf } from '../../src/rotation.js';
import { kindOfName } from '../../src/source/log-names.js';

describe('rotation in a name', () => {
  test.each([
    ['access.log', 'access.log'],
    ['access.log.1', 'access.log'],
    ['access.log.12.gz', 'access.log'],
    ['access.log.zst', 'access.log'],
    ['access.log-20260101', 'access.log'],
    ['access.log-20260101.gz', 'access.log'],
    ['access.log-2026010113', 'access.log'],
    ['access.log-202601.gz', 'access.log'],
    ['access-2026-01-01.log.gz', 'access.log'],
    ['access.2026-01-01_03.log', 'access.log'],
    ['access.3.log', 'access.log'],
    ['localhost_access_log.2026-01-01.txt', 'localhost_access_log.txt'],
    ['vhost.access.log.2.xz', 'vhost.access.log'],
    ['access_log', 'access_log'],
    ['20260101', '20260101'],
  ])('%s is of the log %s', (name, family) => {
    expect(rotationOf(name).family).toBe(family);
  });

  test.each([
    [
      'numbers, the highest first',
      ['access.log.10.gz', 'access.log.9.gz', 'access.log.2', 'access.log.1', 'access.log'],
    ],
    [
      'dates, the earliest first',
      ['access.log-20251231.gz', 'access.log-20260101.gz', 'access.log-20260201', 'access.log'],
    ],
    ['months and years', ['access.log-202511', 'access.log-202512', 'access.log-202601', 'access.log']],
    ['yearly', ['access.log.2024', 'access.log.2025', 'access.log']],
    ['hours of a day', ['access-2026-01-01-09.log', 'access-2026-01-01-10.log', 'access-2026-01-02-00.log']],
    [
      'numbers from before dates were turned on',
      ['access.log.2.gz', 'access.log.1', 'access.log-20260101', 'access.log'],
    ],
  ])('%s', (_, oldestFirst) => {
    const shuffled = [...oldestFirst].sort();
    for (const names of [shuffled, shuffled.toReversed()]) {
      expect(names.sort((a, b) => compareAges(rotationOf(a), rotationOf(b)))).toEqual(oldestFirst);
    }
  });
});

describe('what a name says', () => {
  test.each([
    [
      'access log',
      ['access.log', 'access.log.1', 'access.log-20260101.gz', 'access_log', 'ssl_access_log.2', 'access.json'],
    ],
    [
      'access log',
      [
        'vhost.access.log',
        'example.com-access.log.gz',
        'other_vhosts_access.log',
        'localhost_access_log.2026-01-01.txt',
      ],
    ],
    ['error log', ['error.log', 'error.log.3.gz', 'vhost-error_log', 'example.com.error.log-20260101']],
    [
      'other log',
      ['example.com.log', 'u_ex260101.log', 'E2K4.2026-01-01-01.a1b2c3.gz', 'gunicorn.log.1', 'requests.txt'],
    ],
    [
      'no log',
      ['.access.log.swp', 'access.log.bak', 'access.log~', 'README.md', 'access.php', 'GeoLite2.mmdb', 'access.sqlite'],
    ],
  ] as const)('%s: %j', (kind, names) => {
    for (const name of names) expect([name, kindOfName(name)]).toEqual([name, kind]);
  });
});
