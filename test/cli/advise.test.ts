import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FULL_FORMAT, logOf, repeated } from '../support/lines.js';
import { logsplit } from './logsplit.js';

let dir: string;
let log: string;
const advise = (...args: string[]) => logsplit(['advise', ...args, log, '--log-format', FULL_FORMAT]);

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'logsplit-advise-'));
  log = join(dir, 'access.log');
  const asked = { upstreamS: '0.010', bytes: 2000 };
  writeFileSync(
    log,
    logOf([
      ...repeated(20, { ...asked, request: 'GET /assets/app.css HTTP/1.1', host: 'shop.example' }),
      ...repeated(20, { ...asked, request: 'GET /assets/app.css HTTP/1.1', host: '_a_' }),
      ...repeated(60, { ...asked, request: 'GET /pricing HTTP/1.1', host: 'shop.example', upstreamS: '0.100' }, 2),
    ]),
  );
  mkdirSync(join(dir, 'www'));
  writeFileSync(join(dir, 'www', 'app.css'), 'body{}');
});
afterAll(() => rmSync(dir, { recursive: true }));

it('finds the files below the root by looking', async () => {
  const { code, stdout } = await advise('nginx', '--root', join(dir, 'www'));
  expect(code).toBe(0);
  expect(stdout).toContain(`alias ${join(dir, 'www')}/;`);
  expect(stdout).not.toContain(`root ${join(dir, 'www')}`);
});

it('caches pages where it is told what the application is', async () => {
  expect((await advise('nginx')).stdout).toContain('Name the application with --upstream');
  const { stdout } = await advise('nginx', '--upstream', 'app', '--session-cookie', 'sid');
  expect(stdout).toMatch(/location = \/pricing \{\n {4}proxy_pass http:\/\/app;/);
  expect(stdout).toContain('$cookie_sid');
});

it('writes files whose names no client chooses', async () => {
  const out = join(dir, 'out', 'deep');
  const { code, stdout } = await advise('nginx', '--out', out, '--upstream', 'http://127.0.0.1:8000');
  expect([code, stdout]).toEqual([0, '']);
  expect(readdirSync(out).sort()).toEqual([
    'logsplit-http.conf',
    expect.stringMatching(/^logsplit-server-\d\.conf$/),
    'logsplit-server-shop.example.conf',
  ]);
  expect(readFileSync(join(out, 'logsplit-http.conf'), 'utf8')).toContain('proxy_cache_path');
});

it('gives headers to a CDN, as text and as JSON', async () => {
  const { stdout } = await advise('cdn');
  expect(stdout).toContain('Cache-Control: public, max-age=3600\n');
  expect(stdout).toMatch(/^ {2}shop\.example\/assets\/\* +20 +40\.0 kB +200 ms +names without a hash/m);
  expect(stdout).toMatch(/^ {2}shop\.example\/pricing +60 +120 kB +6\.0 s +GET .*: only where no cookie or login/m);
  const rules = JSON.parse((await advise('cdn', '--json')).stdout);
  expect(rules).toContainEqual(
    expect.objectContaining({ host: 'shop.example', paths: '/assets/*', requests: 20, bytes: 40_000, appSeconds: 0.2 }),
  );
});

it.each([
  [['nginx', '--root', 'relative'], 'absolute path'],
  [['nginx', '--root', '/a;b'], 'absolute path'],
  [['nginx', '--upstream', 'http://a;b'], 'address'],
  [['nginx', '--session-cookie', 'a-b'], 'letters'],
  [['apache'], 'nginx, caddy, cdn'],
])('%j is refused with the reason', async (args, reason) => {
  const { code, stderr } = await advise(...args);
  expect(code).toBe(2);
  expect(stderr).toContain(reason);
});
