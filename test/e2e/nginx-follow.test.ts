import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Following, follow, STARTED } from '../cli/following.js';
import { freePort, type Service, startService } from '../instrument/support/process.js';
import { describeWith, NGINX } from '../instrument/support/requirements.js';

const configuration = (dir: string, port: number): string => `
daemon off; master_process off; pid ${dir}/nginx.pid; error_log ${dir}/error.log;
events { worker_connections 64; }
http {
${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${dir}/${kind};`).join(' ')}
server {
  listen 127.0.0.1:${port};
  access_log ${dir}/access.log;
  location = /ready { access_log off; return 204; }
  location / { return 200 "ok"; }
}
}`;

describeWith(['nginx'], 'the log of an nginx that is told to open it anew', () => {
  let dir: string;
  let nginx: Service;
  let following: Following | null = null;
  let url: string;
  let sent = 0;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'logsplit-nginx-follow-'));
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    writeFileSync(join(dir, 'nginx.conf'), configuration(dir, port));
    nginx = await startService(NGINX, ['-p', dir, '-c', join(dir, 'nginx.conf')], `${url}/ready`);
  });
  afterAll(async () => {
    following?.kill();
    await nginx.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  async function ask(times: number): Promise<void> {
    for (let i = 0; i < times; i++) await (await fetch(`${url}/r/${sent++}`)).arrayBuffer();
  }

  test('is followed through a rotation, and every request is there once', async () => {
    const log = join(dir, 'access.log');
    await ask(10);
    following = follow(log);
    await following.said(STARTED);
    await ask(10);
    renameSync(log, `${log}.1`);
    await ask(10);
    nginx.signal('SIGUSR1');
    // It opens the log after the signal, before or behind the next requests.
    await ask(10);
    const { code, report } = await following.end('SIGINT');
    expect(code).toBe(0);
    expect(report.input).toMatchObject({ lines: sent, parsed: sent });
    const routes = report.routes.map(({ route, requests }) => `${route} ${requests}`);
    expect(routes.sort()).toEqual(Array.from({ length: sent }, (_, i) => `/r/${i} 1`).sort());
  });
});
