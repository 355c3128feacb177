import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nginxSnippet } from '../../src/advice/instrument/nginx.js';
import { scaled } from '../../src/advice/whatif/traffic.js';
import type { WhatIf } from '../../src/advice/whatif/types.js';
import type { Report } from '../../src/report/types.js';
import { logsplit } from '../cli/logsplit.js';
import { freePort, type Service, startService } from '../instrument/support/process.js';
import { describeWith, NGINX, PYTHON } from '../instrument/support/requirements.js';
import { seeded } from '../support/random.js';

/** Waiting for so long that a busy machine hardly changes it, and a loop that reports its CPU time. */
const APP = `
import time
def application(environ, start_response):
    begun = time.thread_time()
    path = environ["PATH_INFO"]
    if path == "/loop":
        while time.thread_time() - begun < 0.008: pass
    elif path != "/":
        time.sleep({"/quick": 0.12, "/orders": 0.35, "/slow": 0.4}[path])
    cpu = "%.4f" % (time.thread_time() - begun)
    start_response("200 OK", [("Content-Length", "2"), ("X-CPU-Time", cpu)])
    return [b"ok"]
`;
const PATHS = ['/quick', '/quick', '/quick', '/loop', '/loop', '/orders', '/orders', '/slow'];
const SECONDS = 9;
const PER_SECOND = 6;
const TIMES_TRAFFIC = 2;

describeWith(['python', 'nginx', 'gunicorn'], 'what if', () => {
  let dir: string;
  let port: number;
  let appPort: number;
  let nginx: Service;
  const log = (): string => join(dir, 'access.log');

  const configuration = (): string => `
daemon off; master_process on; worker_processes 1; pid ${dir}/nginx.pid; error_log ${dir}/error.log;
${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 1024; }
http {
${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${dir}/${kind};`).join('\n')}
${nginxSnippet(log()).replace(' buffer=64k flush=1s', '')}
server {
  listen 127.0.0.1:${port};
  location = /ready { access_log off; return 204; }
  location / { proxy_pass http://127.0.0.1:${appPort}; }
}
}`;

  /** Sends requests at their times, whether or not earlier ones are answered. */
  const send = async (arrivals: readonly { atMs: number; path: string }[]): Promise<void> => {
    const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
    const started = performance.now();
    const answers: Promise<void>[] = [];
    for (const { atMs, path } of arrivals) {
      const early = started + atMs - performance.now();
      if (early > 1) await sleep(early);
      const url = `http://127.0.0.1:${port}${path}`;
      answers.push(
        new Promise((resolve, reject) => {
          get(url, { agent }, (response) => response.resume().once('end', () => resolve())).once('error', reject);
        }),
      );
    }
    await Promise.all(answers);
    agent.destroy();
    await sleep(200);
  };
  const runWith = async (workers: number, arrivals: readonly { atMs: number; path: string }[]): Promise<string> => {
    const args = ['-m', 'gunicorn', '-w', String(workers), '-b', `127.0.0.1:${appPort}`, '--chdir', dir, 'shop'];
    const app = await startService(PYTHON, args, `http://127.0.0.1:${appPort}/`);
    // Workers that are not up yet leave their share to the others.
    await sleep(500);
    try {
      await send(arrivals);
    } finally {
      await app.stop();
    }
    const name = join(dir, `${workers}.log`);
    renameSync(log(), name);
    nginx.signal('SIGUSR1');
    await sleep(200);
    return name;
  };

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'logsplit-whatif-'));
    writeFileSync(join(dir, 'shop.py'), APP);
    appPort = await freePort();
    port = await freePort();
    writeFileSync(join(dir, 'nginx.conf'), configuration());
    nginx = await startService(NGINX, ['-p', dir, '-c', join(dir, 'nginx.conf')], `http://127.0.0.1:${port}/ready`);
  });
  afterAll(async () => {
    await nginx?.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  it('three workers of eight had twice the traffic: p95 within a quarter of what then comes', async () => {
    const random = seeded(21);
    const paths = random.shuffled(Array.from({ length: SECONDS * PER_SECOND }, (_, i) => PATHS[i % PATHS.length]!));
    let at = 0;
    const startS = Float64Array.from(paths, () => (at += random.exponential(1 / PER_SECOND)));
    const before = await runWith(
      8,
      paths.map((path, i) => ({ path, atMs: startS[i]! * 1e3 })),
    );
    const { source, arriveS } = scaled(
      startS.map((s) => s - startS[0]!),
      TIMES_TRAFFIC,
    );
    const after = await runWith(
      3,
      Array.from(source, (i, j) => ({ path: paths[i]!, atMs: arriveS[j]! * 1e3 })),
    );

    const planned = ['--workers', '3', '--traffic', `${TIMES_TRAFFIC}x`];
    const args = ['whatif', before, '--cores', '2', '--now-workers', '8', ...planned, '--output', 'json'];
    const { code, stdout, stderr } = await logsplit(args);
    expect([code, stderr]).toEqual([0, '']);
    const { measured, ends } = JSON.parse(stdout) as WhatIf;
    const report = JSON.parse((await logsplit(['analyze', after, '--output', 'json'])).stdout) as Report;
    expect([measured.requests, report.totals.requests]).toEqual([paths.length, 2 * paths.length]);
    const predicted = ends[0]!.after;
    const came = report.totals.requestTime!;
    // Else there would be nothing to predict.
    expect(came.p95).toBeGreaterThan(measured.requestTime!.p95 * 1.1);
    expect(Math.abs(predicted.requestTime!.p95 / came.p95 - 1)).toBeLessThan(0.25);
    expect(Math.abs(predicted.appSeconds / report.totals.appSeconds! - 1)).toBeLessThan(0.25);
  }, 90_000);
});
