import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nginxSnippet } from '../../src/advice/instrument/nginx.js';
import type { Report } from '../../src/report/types.js';
import type { Verification } from '../../src/report/verification.js';
import { logsplit } from '../cli/logsplit.js';
import { freePort, type Service, startService } from '../instrument/support/process.js';
import { describeWith, ENVIRONMENT, NGINX, PYTHON } from '../instrument/support/requirements.js';

/** Files through the application, a page that never changes, and what must stay with the program. */
const APP = `
import os, time
ROOT = os.environ["SITE_ROOT"]
TYPES = {".css": "text/css", ".png": "image/png", ".ico": "image/x-icon"}
def application(environ, start_response):
    path = environ["PATH_INFO"]
    kind = "text/html; charset=utf-8"
    if path.startswith("/assets/") or path == "/favicon.ico":
        time.sleep(0.06)
        body = open(ROOT + path, "rb").read()
        kind = TYPES[os.path.splitext(path)[1]]
    elif path == "/pricing":
        time.sleep(0.1)
        body = b"<h1>prices</h1>" * 200
    elif path == "/media/upload":
        body = b"taken"
    elif path.startswith("/media/"):
        time.sleep(0.06)
        body = open(ROOT + path, "rb").read()
        kind = TYPES[os.path.splitext(path)[1]]
    else:
        time.sleep(0.08)
        body = ("<p>" + path + "</p>").encode() * 20
    start_response("200 OK", [("Content-Type", kind), ("Content-Length", str(len(body)))])
    return [body]
`;
const FILES = [
  '/assets/site.css',
  '/assets/app.3f2a1b9c.css',
  '/assets/img/logo.png',
  '/favicon.ico',
  '/media/shoe.png',
];
const URLS = [...FILES, '/pricing', '/media/upload', ...Array.from({ length: 4 }, (_, i) => `/orders/${10_000 + i}`)];

describeWith(['python', 'nginx', 'gunicorn'], 'advice that is carried out', () => {
  let dir: string;
  let port: number;
  let app: Service;
  let nginx: Service;
  const nginxArgs = (): string[] => ['-p', dir, '-c', join(dir, 'nginx.conf')];
  const log = (): string => join(dir, 'access.log');

  const configuration = (appPort: number): string => `
daemon off; master_process on; worker_processes 1; pid ${dir}/nginx.pid; error_log ${dir}/error.log;
${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 128; }
http {
${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${dir}/${kind};`).join('\n')}
types { text/css css; image/png png; image/x-icon ico; }
${nginxSnippet(log()).replace(' buffer=64k flush=1s', '')}
include ${dir}/advice/logsplit-http*.conf;
server {
  listen 127.0.0.1:${port};
  location = /ready { access_log off; return 204; }
  include ${dir}/advice/logsplit-server*.conf;
  location / { proxy_pass http://127.0.0.1:${appPort}; }
}
}`;

  const bodyOf = async (path: string): Promise<string> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: path === '/media/upload' ? 'POST' : 'GET',
    });
    expect([path, response.status]).toEqual([path, 200]);
    return Buffer.from(await response.arrayBuffer()).toString('base64');
  };
  /** The same requests each time, four at once. */
  const load = async (): Promise<Map<string, string>> => {
    const bodies = new Map<string, string>();
    const wanted = Array.from({ length: 25 }, () => URLS).flat();
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        for (let path = wanted.pop(); path !== undefined; path = wanted.pop()) bodies.set(path, await bodyOf(path));
      }),
    );
    await sleep(200);
    return bodies;
  };
  const reportOn = async (path: string): Promise<Report> =>
    JSON.parse((await logsplit(['analyze', path, '--output', 'json'])).stdout) as Report;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'logsplit-advised-'));
    const root = join(dir, 'public');
    for (const folder of ['assets/img', 'media']) mkdirSync(join(root, folder), { recursive: true });
    for (const path of FILES) writeFileSync(join(root, path), `${path} `.repeat(500));
    mkdirSync(join(dir, 'advice'));
    writeFileSync(join(dir, 'shop.py'), APP);
    const appPort = await freePort();
    port = await freePort();
    writeFileSync(join(dir, 'nginx.conf'), configuration(appPort));
    app = await startService(
      PYTHON,
      ['-m', 'gunicorn', '-w', '4', '-b', `127.0.0.1:${appPort}`, '--chdir', dir, 'shop'],
      `http://127.0.0.1:${appPort}/`,
      { SITE_ROOT: root },
    );
    nginx = await startService(NGINX, nginxArgs(), `http://127.0.0.1:${port}/ready`);
  });
  afterAll(async () => {
    await nginx?.stop();
    await app?.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  it('saves what was predicted, and every URL answers the same bytes', async () => {
    const before = await load();
    renameSync(log(), join(dir, 'before.log'));
    const first = await reportOn(join(dir, 'before.log'));
    const wanted = first.recommendations.filter(({ action }) => action === 'offload' || action === 'cache');
    expect(wanted.map(({ id }) => id).sort()).toEqual([
      'cache:GET /pricing',
      'offload:/assets/*',
      'offload:/{favicon.ico,media/shoe.png}',
    ]);

    const advised = await logsplit([
      'advise',
      'nginx',
      join(dir, 'before.log'),
      '--root',
      join(dir, 'public'),
      '--cache-dir',
      join(dir, 'cache'),
      '--out',
      join(dir, 'advice'),
    ]);
    expect([advised.code, advised.stdout]).toEqual([0, '']);
    const checked = spawnSync(NGINX, ['-t', ...nginxArgs()], { env: ENVIRONMENT, encoding: 'utf8' });
    expect(checked.stderr).toContain('test is successful');
    nginx.signal('SIGHUP');
    await sleep(1000);
    const after = await load();

    expect(Object.fromEntries(after)).toEqual(Object.fromEntries(before));
    const second = await reportOn(log());
    expect(second.totals.requests).toBe(first.totals.requests);
    const verified = await logsplit(['verify', join(dir, 'before.log'), log(), '--output', 'json']);
    expect(verified.code).toBe(0);
    const { appSeconds, recommendations } = JSON.parse(verified.stdout) as Verification;
    const { unchanged, predicted, measured } = appSeconds!;
    expect(Math.abs(measured - predicted) / predicted).toBeLessThan(0.15);
    expect(1 - predicted / unchanged).toBeGreaterThan(0.4);
    for (const { id, done } of recommendations) {
      if (/^(?:offload|cache):/.test(id)) expect([id, done]).toEqual([id, 'done']);
    }
    expect(second.totals.leak.requests).toBe(0);
    // What is not among the files still reaches the program, and what it says is its own.
    expect(await bodyOf('/orders/77777')).toContain(
      Buffer.from('<p>/orders/77777</p>').toString('base64').slice(0, 12),
    );
    expect(readFileSync(join(dir, 'advice', 'logsplit-server.conf'), 'utf8')).toContain('POST /media/upload');
  }, 90_000);
});
