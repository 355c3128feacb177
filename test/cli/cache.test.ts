import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CacheReplay } from '../../src/advice/replay/routes.js';
import { FULL_FORMAT, logOf, repeated } from '../support/lines.js';
import { logsplit } from './logsplit.js';

let dir: string;
let log: string;
const cache = (...args: string[]) => logsplit(['cache', log, '--log-format', FULL_FORMAT, ...args]);

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'logsplit-cache-'));
  log = join(dir, 'access.log');
  const asked = { requestS: '0.100', upstreamS: '0.100', bytes: 2000 };
  writeFileSync(
    log,
    logOf([
      ...repeated(60, { ...asked, request: 'GET /pricing HTTP/1.1' }, 2),
      ...repeated(60, { ...asked, request: 'GET /news HTTP/1.1', at: 1 }, 2),
      ...repeated(30, { ...asked, request: 'POST /orders HTTP/1.1' }),
      ...repeated(20, { ...asked, request: 'GET /\x1b[31mred HTTP/1.1' }),
    ]),
  );
});
afterAll(() => rmSync(dir, { recursive: true }));

it('prints a table of hit ratios by time to live, what that saves, and what is left out', async () => {
  const { code, stdout } = await cache('--ttl', '90s,5s');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^HIT RATIO by time to live\n {2}route +requests +5 s +90 s\n/);
  expect(stdout).toMatch(/^ {2}GET \/pricing +60 +\d+\.\d% +96\.7%$/m);
  expect(stdout).toMatch(/^APPLICATION TIME SAVED$/m);
  expect(stdout).toMatch(/^ {2}POST \/orders +30$/m);
  expect(stdout).not.toContain('\x1b');
});

it('replays a cache of a size: where two pages take turns and one fits, none is found', async () => {
  const { stdout } = await cache('--size', '3K', '--output', 'json', '--exclude-path', '*red');
  const { ttls, sizeBytes, routes } = JSON.parse(stdout) as CacheReplay;
  expect([ttls, sizeBytes]).toEqual([[10, 60, 600], 3072]);
  const pages = routes.filter(({ requests }) => requests > 0);
  expect(pages.map(({ requests, cached }) => [requests, ...cached.map(({ hits }) => hits)])).toEqual([
    [60, 0, 0, 0],
    [60, 0, 0, 0],
  ]);
});

it.each([
  ['--ttl', '1'],
  ['--ttl', '0s'],
  ['--ttl', ''],
  ['--ttl', '1s,2s,3s,4s,5s,6s,7s,8s,9s'],
  ['--size', '-1'],
  ['--size', 'much'],
])('refuses %s %s in a sentence', async (...args) => {
  const { code, stderr } = await cache(...args);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^logsplit: option '--(ttl|size) <\w+>' argument .* is invalid\. It is .*\.\n/);
});
