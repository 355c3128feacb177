import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Report } from '../../src/report/types.js';
import { logsplit } from '../cli/logsplit.js';
import { freePort, type Service, startService } from '../instrument/support/process.js';
import { describeWith, NGINX } from '../instrument/support/requirements.js';

const FORMATS = `
log_format timed '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent '
                 '"$http_referer" "$http_user_agent" rt=$request_time urt="$upstream_response_time" '
                 'ucs=$upstream_cache_status us="$upstream_status" msec=$msec host=$host';
log_format odd escape=none '$msec|$upstream_response_time|$request_method $scheme://$host$request_uri $server_protocol|$status|$body_bytes_sent|$upstream_cache_status|$request_time';
log_format lines escape=json '{"time":"$time_iso8601","msec":$msec,"remote_addr":"$remote_addr","request":"$request",'
  '"status":$status,"bytes":$body_bytes_sent,"rt":$request_time,"urt":$upstream_response_time,'
  '"cache":"$upstream_cache_status","host":"$host","ua":"$http_user_agent"}';`;

const configuration = (dir: string, port: number, appPort: number, deadPort: number): string => `
daemon off; master_process off; pid ${dir}/nginx.pid; error_log ${dir}/error.log;
events { worker_connections 128; }
http {
${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${dir}/${kind};`).join(' ')}
types { text/css css; }
${FORMATS}
proxy_cache_path ${dir}/cache keys_zone=c:1m;
upstream app { server 127.0.0.1:${deadPort} max_fails=0; server 127.0.0.1:${appPort}; }
server {
  listen 127.0.0.1:${port};
  access_log ${dir}/combined.log;
  access_log ${dir}/timed.log timed;
  access_log ${dir}/odd.log odd;
  access_log ${dir}/lines.log lines;
  location = /ready { access_log off; return 204; }
  location /static/ { root ${dir}; }
  location / { proxy_pass http://127.0.0.1:${appPort}; }
  location /twice/ { proxy_pass http://app; proxy_next_upstream error; }
  location /cached/ { proxy_pass http://127.0.0.1:${appPort}; proxy_cache c; proxy_cache_valid 200 1m; }
}
}`;

/** Sends bytes that are no request, as scanners do, and waits for nginx to answer or hang up. */
function sendRaw(port: number, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
    socket.resume();
    socket.once('close', () => resolve());
    socket.once('error', () => resolve());
  });
}

describeWith(['nginx'], 'logs that a real nginx writes', () => {
  let dir: string;
  let nginx: Service;
  let app: Server;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'logsplit-nginx-'));
    const [port, appPort, deadPort] = [await freePort(), await freePort(), await freePort()];
    mkdirSync(join(dir, 'static'));
    writeFileSync(join(dir, 'static', 'app.css'), 'body{}');
    writeFileSync(join(dir, 'nginx.conf'), configuration(dir, port, appPort, deadPort));
    app = createServer((request, response) => {
      const css = request.url!.endsWith('.css');
      response.setHeader('content-type', css ? 'text/css' : 'text/html');
      setTimeout(() => response.end(`answer to ${request.url}`), 5);
    }).listen(appPort, '127.0.0.1');
    nginx = await startService(NGINX, ['-p', dir, '-c', join(dir, 'nginx.conf')], `http://127.0.0.1:${port}/ready`);
    const paths = [
      ...Array.from({ length: 4 }, () => '/static/app.css'),
      ...Array.from({ length: 3 }, () => '/leak/app.css'),
      ...Array.from({ length: 5 }, (_, i) => `/users/${10_000 + i}?token=s3cret`),
      ...Array.from({ length: 3 }, () => '/cached/page'),
      '/twice/a',
      '/twice/b',
      '/caf%C3%A9?q="x"',
    ];
    for (const path of paths) await (await fetch(`http://127.0.0.1:${port}${path}`)).arrayBuffer();
    await sendRaw(port, Buffer.from([0x16, 0x03, 0x01, 0x00, 0xa5, 0x01, 0x00]));
    await sendRaw(port, Buffer.from('GARBAGE\r\n\r\n'));
    await nginx.stop();
  });
  afterAll(async () => {
    app.close();
    await nginx.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  async function analysed(name: string, ...args: string[]): Promise<Report> {
    const ran = await logsplit(['analyze', join(dir, name), '--output', 'json', ...args]);
    expect(ran.stderr).toBe('');
    return JSON.parse(ran.stdout) as Report;
  }

  test.each([
    ['timed.log', []],
    ['lines.log', []],
    ['timed.log', ['--nginx-conf']],
    ['odd.log', ['--nginx-conf']],
    ['lines.log', ['--nginx-conf']],
  ])('%s %j: every request, and who served it', async (name, flags) => {
    const report = await analysed(name, ...flags, ...flags.map(() => join(dir, 'nginx.conf')));
    expect(report.input).toMatchObject({ lines: 20, parsed: 20, rejected: 0 });
    expect(report.totals.servedBy).toEqual({ nginx: 6, cache: 2, app: 12, unknown: 0 });
    expect(report.totals.leak.requests).toBe(3);
    const route = (path: string) => report.routes.find((r) => r.route === path);
    expect(route('/users/:id')).toMatchObject({ requests: 5, kind: 'dynamic' });
    expect(route('/users/:id')!.upstreamTime!.p50).toBeGreaterThanOrEqual(0.004);
    expect(route('/static/app.css')).toMatchObject({ requests: 4, kind: 'static', upstreamTime: null });
    expect(JSON.stringify(report)).not.toContain('s3cret');
  });

  test('malformed requests are kept where the format logs the request line', async () => {
    expect((await analysed('timed.log')).totals.malformed).toBe(2);
    expect((await analysed('combined.log')).totals).toMatchObject({ requests: 20, malformed: 2 });
  });

  test('combined tells nothing of who served, and says what to log', async () => {
    const report = await analysed('combined.log');
    expect(report.totals.servedBy.unknown).toBe(20);
    expect(report.totals.appSeconds).toBeNull();
    expect(report.recommendations.map(({ id }) => id)).toEqual(['instrument:upstream']);
  });

  test('attempts at a dead upstream are summed', async () => {
    const report = await analysed('timed.log');
    const twice = report.routes.filter((r) => r.route.startsWith('/twice/'));
    expect(twice.reduce((n, r) => n + r.servedBy.app, 0)).toBe(2);
  });
});

test('the samples agree with each other', async () => {
  const reports = await Promise.all(
    ['timed', 'timed-cpu', 'json'].map(async (name) => {
      const ran = await logsplit([
        'analyze',
        `samples/${name}.log`,
        '--output',
        'json',
        '--nginx-conf',
        'samples/nginx.conf',
      ]);
      return JSON.parse(ran.stdout) as Report;
    }),
  );
  const [timed, ...others] = reports.map(({ totals }) => ({
    ...totals,
    malformed: 0,
    leak: 0,
    static: 0,
    dynamic: 0,
    // One log alone has the application's own times.
    queueing: null,
  }));
  for (const other of others) expect(other).toEqual(timed);
});
