import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CacheReplay } from '../../src/advice/replay/routes.js';
import { logsplit } from '../cli/logsplit.js';
import { freePort, type Service, startService } from '../instrument/support/process.js';
import { describeWith, NGINX } from '../instrument/support/requirements.js';
import { seeded } from '../support/random.js';

const FORMAT = '$msec "$request" $status $body_bytes_sent $request_time $upstream_response_time $upstream_cache_status';
const TTL_S = 2;
const SECONDS = 12;
/** Requests a second. */
const RATES: Readonly<Record<string, number>> = {
  '/': 4,
  '/pricing': 2,
  '/news': 1,
  '/help?topic=1': 1,
  '/help?topic=2': 1,
};

describeWith(['nginx'], 'the replay of a log', () => {
  let dir: string;
  let app: Server;
  let nginx: Service;
  let plainPort: number;
  let cachedPort: number;
  const log = (name: string): string => join(dir, `${name}.log`);

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'logsplit-cached-'));
    app = createServer((_request, response) => {
      setTimeout(() => response.setHeader('content-type', 'text/html').end('<p>the same</p>'.repeat(100)), 20);
    });
    const appPort = await freePort();
    await new Promise<void>((done) => app.listen(appPort, '127.0.0.1', done));
    plainPort = await freePort();
    cachedPort = await freePort();
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (kind) => `${kind}_temp_path ${dir}/${kind};`,
    );
    const server = (port: number, name: string, directives: string): string =>
      `server { listen 127.0.0.1:${port}; access_log ${log(name)} replayed; ${directives}
        location = /ready { access_log off; return 204; } location / { proxy_pass http://127.0.0.1:${appPort}; } }`;
    writeFileSync(
      join(dir, 'nginx.conf'),
      `daemon off; master_process off; pid ${dir}/nginx.pid; error_log ${dir}/error.log;
events { worker_connections 256; }
http {
${temporary.join('\n')}
log_format replayed '${FORMAT}';
proxy_cache_path ${dir}/cache keys_zone=app:1m;
${server(plainPort, 'plain', '')}
${server(cachedPort, 'cached', `proxy_cache app; proxy_cache_valid 200 ${TTL_S}s; proxy_cache_lock on;`)}
}`,
    );
    nginx = await startService(
      NGINX,
      ['-p', dir, '-c', join(dir, 'nginx.conf')],
      `http://127.0.0.1:${plainPort}/ready`,
    );
  });
  afterAll(async () => {
    await nginx?.stop();
    app?.closeAllConnections();
    app?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it('tells the hit ratio of a real proxy_cache within three points', async () => {
    const random = seeded(11);
    const arrivals = Object.entries(RATES)
      .flatMap(([path, rate]) =>
        Array.from({ length: rate * SECONDS }, () => ({ path, atMs: random.next() * SECONDS * 1e3 })),
      )
      .sort((a, b) => a.atMs - b.atMs);
    const began = Date.now();
    const ask = async (port: number, path: string): Promise<void> => {
      await (await fetch(`http://127.0.0.1:${port}${path}`)).arrayBuffer();
    };
    const asked: Promise<void>[] = [];
    for (const { path, atMs } of arrivals) {
      await sleep(Math.max(0, began + atMs - Date.now()));
      asked.push(ask(plainPort, path), ask(cachedPort, path));
    }
    await Promise.all(asked);
    await sleep(200);

    const lines = readFileSync(log('cached'), 'utf8').trimEnd().split('\n');
    const measured = lines.filter((line) => line.endsWith(' HIT')).length / lines.length;
    const { code, stdout } = await logsplit([
      'cache',
      log('plain'),
      '--log-format',
      FORMAT,
      '--ttl',
      `${TTL_S}s`,
      '--output',
      'json',
    ]);
    expect(code).toBe(0);
    const { routes } = JSON.parse(stdout) as CacheReplay;
    const requests = routes.reduce((sum, route) => sum + route.requests, 0);
    const hits = routes.reduce((sum, { cached }) => sum + cached[0]!.hits, 0);
    expect([requests, lines.length]).toEqual([arrivals.length, arrivals.length]);
    expect(measured).toBeGreaterThan(0.5);
    expect(Math.abs(hits / requests - measured)).toBeLessThan(0.03);
  }, 60_000);
});
