import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type NginxOptions, nginxConfig } from '../../../src/advice/config/nginx.js';
import { type Directive, parseConf } from '../../../src/format/nginx-conf/parse.js';
import { freePort, type Service, startService } from '../../instrument/support/process.js';
import { describeWith, ENVIRONMENT, NGINX } from '../../instrument/support/requirements.js';
import { type AskedPaths, adviceFor, askedPaths, readable, siteOf } from './support.js';

const OPTIONS: NginxOptions = {
  locate: () => ({ directive: 'root', directory: '/srv/www' }),
  upstream: null,
  cacheDirectory: '/var/cache/nginx/logsplit',
  sessionCookie: null,
};
const DIRECTIVES = new Set(
  'location root alias sendfile tcp_nopush gzip_static expires add_header error_page log_not_found proxy_pass proxy_http_version proxy_set_header proxy_cache proxy_cache_key proxy_cache_valid proxy_cache_lock proxy_cache_background_update proxy_cache_use_stale proxy_cache_bypass proxy_no_cache'.split(
    ' ',
  ),
);
const all = (directives: readonly Directive[]): Directive[] =>
  directives.flatMap((one) => [one, ...all(one.block ?? [])]);

describe('the configuration for nginx', () => {
  it('serves a folder from disk, with a way back to the application', () => {
    const { http, servers } = nginxConfig(
      siteOf([adviceFor({ files: ['/assets/app.3f2a1b9c.js'], programs: ['/'] })]),
      OPTIONS,
    );
    const server = parseConf(servers[0]!.text, 'server');
    expect(server.map(({ name, args }) => [name, ...args])).toEqual([
      ['location', '^~', '/assets/'],
      ['location', '=', '/'],
      ['location', '@logsplit_app'],
    ]);
    const own = server[0]!.block!;
    expect(own.map(({ name, args }) => `${name} ${args.join(' ')}`)).toEqual(
      expect.arrayContaining(['root /srv/www', 'gzip_static on', 'error_page 403 404 405 = @logsplit_app']),
    );
    expect(all(own).some(({ args }) => args.includes('public, immutable'))).toBe(true);
    expect(parseConf(http, 'http').map(({ name }) => name)).toEqual(['upstream', 'proxy_cache_path', 'map']);
  });

  it('writes no fallback and no cache where the application is not known', () => {
    const site = { ...siteOf([adviceFor({ files: ['/a/x.css'], programs: ['/'] })]), upstreams: [] };
    const { http, servers } = nginxConfig(site, OPTIONS);
    expect(http).toBe('');
    expect(parseConf(servers[0]!.text, 'server').map(({ args }) => args)).toEqual([['^~', '/a/']]);
    expect(servers[0]!.text).toContain('--upstream');
  });

  it('names the session cookie that keeps a visitor out of the cache', () => {
    const { http } = nginxConfig(siteOf([adviceFor({ files: [], programs: ['/p'] })]), {
      ...OPTIONS,
      sessionCookie: 'sid',
    });
    expect(http).toContain('map $http_authorization$cookie_sid $logsplit_private {');
  });

  it('holds nothing but its own directives, whatever the log holds', () => {
    fc.assert(
      fc.property(askedPaths, (asked) => {
        const { servers } = nginxConfig(siteOf([adviceFor(asked)]), OPTIONS);
        const top = parseConf(servers[0]!.text, 'server');
        expect(top.every(({ name }) => name === 'location')).toBe(true);
        for (const { name, args } of all(top)) {
          expect(DIRECTIVES).toContain(name);
          if (name === 'root') expect(args).toEqual(['/srv/www']);
          if (name === 'proxy_pass') expect(args).toEqual(['http://logsplit_app']);
        }
        const paths = [...readable(asked.files), ...readable(asked.programs)];
        for (const { args } of top.filter(({ args: words }) => words[0] === '=')) expect(paths).toContain(args[1]);
      }),
      { numRuns: 200 },
    );
  });
});

describeWith(['nginx'], 'the configuration in a real nginx', () => {
  const sites: AskedPaths[] = fc.sample(askedPaths, { numRuns: 150, seed: 5 });
  let dir: string;
  let port: number;
  let nginx: Service;

  const whole = (): string => {
    const parts = sites.map((asked, i) =>
      nginxConfig(siteOf([adviceFor(asked, `s${i}.example`)]), {
        ...OPTIONS,
        locate: () => ({ directive: 'root', directory: dir }),
        cacheDirectory: join(dir, 'cache'),
      }),
    );
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (kind) => `${kind}_temp_path ${dir}/${kind};`,
    );
    // What is left to the application says so; what is a file's is not there, and goes to a dead application.
    const servers = parts.map(
      ({ servers: [server] }, i) =>
        `server { listen 127.0.0.1:${port}; server_name s${i}.example;\n${server!.text}\nlocation / { return 200 "$uri"; }\n}`,
    );
    return `daemon off; master_process off; pid ${dir}/nginx.pid; error_log ${dir}/error.log crit;
events { worker_connections 256; }
http {
access_log off; server_names_hash_max_size 4096; ${temporary.join(' ')}
${parts[0]!.http.replace('127.0.0.1:8000', '127.0.0.1:1')}
server { listen 127.0.0.1:${port} default_server; return 200 ready; }
${servers.join('\n')}
}`;
  };

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'logsplit-advice-'));
    port = await freePort();
    writeFileSync(join(dir, 'nginx.conf'), whole());
    const checked = spawnSync(NGINX, ['-t', '-p', dir, '-c', join(dir, 'nginx.conf')], {
      env: ENVIRONMENT,
      encoding: 'utf8',
    });
    expect(checked.stderr).toContain('test is successful');
    nginx = await startService(NGINX, ['-p', dir, '-c', join(dir, 'nginx.conf')], `http://127.0.0.1:${port}/`);
  });
  afterAll(async () => {
    await nginx.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  /** Sent as it is: clients escape what they like. */
  const ask = (host: string, path: string): Promise<{ status: number; body: string }> =>
    new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      });
      socket.on('data', (chunk) => chunks.push(chunk)).once('error', reject);
      socket.once('close', () => {
        const [head, ...body] = Buffer.concat(chunks).toString('utf8').split('\r\n\r\n');
        resolve({ status: Number(head!.split(' ')[1]), body: body.join('\r\n\r\n') });
      });
    });

  it('leaves every path of a program with the application, and takes every file', async () => {
    let taken = 0;
    for (const [i, asked] of sites.entries()) {
      const answered = readable(asked.programs);
      const advice = adviceFor(asked, null);
      for (const path of asked.programs) {
        const { status, body } = await ask(`s${i}.example`, path);
        const [page] = advice.pages.filter((one) => one.path === readable([path])[0]);
        if (readable([path]).length === 0) expect([400, 404]).toContain(status);
        else if (page === undefined) expect([path, status, body]).toEqual([path, 200, readable([path])[0]]);
      }
      const written = nginxConfig(siteOf([advice]), OPTIONS).servers[0]!.text;
      for (const path of asked.files) {
        const [seen] = readable([path]);
        if (
          seen === undefined ||
          /\p{Cc}/u.test(seen) ||
          answered.includes(seen) ||
          written.includes('No location is written')
        )
          continue;
        // The file is not there, so that it is asked of the application, which is not there either.
        expect([path, (await ask(`s${i}.example`, path)).status]).toEqual([path, 502]);
        taken++;
      }
    }
    expect(taken).toBeGreaterThan(100);
  });
});
