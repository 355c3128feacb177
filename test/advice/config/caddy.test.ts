import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { caddyConfig } from '../../../src/advice/config/caddy.js';
import { describeWith, ENVIRONMENT } from '../../instrument/support/requirements.js';
import { adviceFor, askedPaths, siteOf } from './support.js';

interface Handler {
  handler: string;
  root?: string;
  routes?: Route[];
}
interface Route {
  match?: Record<string, unknown>[];
  handle?: Handler[];
}

const locate = () => ({ directive: 'root' as const, directory: '/srv/www' });
const textFor = (asked: { files: string[]; programs: string[] }): string =>
  caddyConfig(siteOf([adviceFor(asked)]), locate)[0]!.text;
const handlersOf = (routes: readonly Route[]): Handler[] =>
  routes.flatMap(({ handle = [] }) => handle.flatMap((one) => [one, ...handlersOf(one.routes ?? [])]));

/** The configuration as Caddy understands it: one site for each text. */
function adapt(texts: readonly string[]): Route[] {
  const sites = texts.map((text, i) => `http://s${i}.example:8123 {\n${text}\n}`).join('\n');
  const dir = mkdtempSync(join(tmpdir(), 'logsplit-caddy-'));
  writeFileSync(join(dir, 'Caddyfile'), sites);
  const { status, stdout, stderr } = spawnSync('caddy', ['adapt', '--config', join(dir, 'Caddyfile')], {
    env: ENVIRONMENT,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  // Adapting reads the words; validating also compiles the patterns.
  const validated = spawnSync('caddy', ['validate', '--config', join(dir, 'Caddyfile'), '--adapter', 'caddyfile'], {
    env: { ...ENVIRONMENT, HOME: dir },
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  rmSync(dir, { recursive: true });
  expect(validated.stdout + validated.stderr).toContain('Valid configuration');
  expect([status, stderr.split('\n').filter((line) => line.includes('Error'))]).toEqual([0, []]);
  const { apps } = JSON.parse(stdout) as { apps: { http: { servers: Record<string, { routes: Route[] }> } } };
  return Object.values(apps.http.servers).flatMap(({ routes }) => routes);
}

describeWith(['caddy'], 'lines for a real Caddy', () => {
  it('serve files from disk where they are there, and tell browsers for how long', () => {
    const routes = adapt([
      textFor({ files: ['/assets/app.3f2a1b9c.js', '/favicon.ico'], programs: ['/', '/pricing'] }),
    ]);
    const text = JSON.stringify(routes);
    for (const part of ['/assets/*', '/favicon.ico', '"handler":"file_server"', 'max-age=31536000, immutable']) {
      expect(text).toContain(part);
    }
    expect(text).toContain('s-maxage=60');
  });

  it('hold nothing but their own handlers, whatever the log holds', () => {
    const routes = adapt(fc.sample(askedPaths, { numRuns: 200, seed: 3 }).map(textFor));
    const handlers = handlersOf(routes);
    expect([...new Set(handlers.map(({ handler }) => handler))].sort()).toEqual([
      'file_server',
      'headers',
      'subroute',
      'vars',
    ]);
    expect(new Set(handlers.flatMap(({ root }) => root ?? []))).toEqual(new Set(['/srv/www']));
    expect(JSON.stringify(routes)).not.toContain('env.');
  });
});
