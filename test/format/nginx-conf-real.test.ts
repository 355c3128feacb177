import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, onTestFinished, type TestContext, test } from 'vitest';
import { UserError } from '../../src/errors.js';
import { readNginxConf } from '../../src/format/nginx-conf/read.js';

const NGINX = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin']
  .map((directory) => join(directory, 'nginx'))
  .find((path) => existsSync(path));

const ABSENT = 'nginx is not installed: what it writes is not compared with what is read';
if (!NGINX) process.stderr.write(`${ABSENT}\n`);

function needNginx(context: TestContext): void {
  if (NGINX) return;
  if (process.env.LOGSPLIT_E2E === '1') throw new Error('LOGSPLIT_E2E=1 asks for nginx, and none is on the PATH');
  context.skip(ABSENT);
}

/** A directory that an nginx of ours can live in, with a configuration of one location and one log a format. */
function writeSite(directives: string[]): { root: string; conf: string } {
  const root = mkdtempSync(join(tmpdir(), 'logsplit-nginx-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, 'logs'));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${root}/${name};`,
  );
  directives.forEach((directive, i) => {
    writeFileSync(join(root, `format-${i}.conf`), directive);
  });
  const conf = join(root, 'nginx.conf');
  writeFileSync(
    conf,
    `daemon off; master_process off; pid ${root}/nginx.pid; error_log stderr crit; events { }
    http {
      ${temporary.join(' ')}
      ${directives.map((_, i) => `include format-${i}.conf;`).join(' ')}
      server {
        listen unix:${root}/socket;
        ${directives.map((_, i) => `location = /${i} { access_log ${root}/logs/${i}.log f${i}; return 204; }`).join('\n')}
      }
    }`,
  );
  return { root, conf };
}

/** What nginx -t says against a configuration; null: it takes it. */
function complaint(root: string, conf: string): string | null {
  const { status, stderr } = spawnSync(NGINX!, ['-t', '-p', root, '-c', conf], { encoding: 'utf8' });
  return status === 0 ? null : stderr;
}

/** What nginx writes for one request in each format. */
async function logLines(root: string, conf: string, count: number): Promise<string[]> {
  const nginx = spawn(NGINX!, ['-p', root, '-c', conf], { stdio: ['ignore', 'ignore', 'inherit'] });
  onTestFinished(() => {
    nginx.kill('SIGKILL');
  });
  await listening(nginx, join(root, 'socket'));
  for (let i = 0; i < count; i++) expect(await get(join(root, 'socket'), `/${i}`)).toBe(204);
  const ended = new Promise((resolve) => nginx.once('exit', resolve));
  nginx.kill('SIGQUIT');
  await ended;
  return Array.from({ length: count }, (_, i) => readFileSync(join(root, `logs/${i}.log`), 'utf8'));
}

async function listening(nginx: ChildProcess, socket: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (nginx.exitCode !== null) throw new Error(`nginx ended with ${nginx.exitCode}`);
    if (existsSync(socket)) return;
    await sleep(25);
  }
  throw new Error('nginx did not open its socket within 5 seconds');
}

function get(socketPath: string, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, path, agent: false }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode));
    });
    sent.once('error', reject).end();
  });
}

/** The line a format means, for the variables that these tests use. */
function fill(format: string): string {
  const values: Record<string, string> = { status: '204', request_method: 'GET' };
  return `${format.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced, bare) => values[braced ?? bare]!)}\n`;
}

test('each format is the one nginx writes its lines in', async (context) => {
  needNginx(context);
  const bodies = [
    `'plain $status'`,
    String.raw`'a\tb\nc\rd\"e\'f\\g\xh\;i\$status'`,
    String.raw`"a\tb\nc\rd\"e\'f\\g\xh\;i\$status"`,
    String.raw`a\tb\ c\;d\{e\"f#g`,
    String.raw`'\\t' "\\n" '\\\\'`,
    `'$status' 'ms' "" '$request_method' '_x' '\${status}' '1'`,
    `\${status}x$status`,
    `escape=json '{"s": "$status"; #}'\n  '\n}'`,
    `escape=none\n# a comment ; '\n'$status' # another\n x#y`,
    `'x ' escape=json`,
    `"it's" 'a "b"'`,
    `'über \u{1f600}'`,
    `escape=default`,
    `a} b} $status}`,
  ];
  const { root, conf } = writeSite(bodies.map((body, i) => `log_format f${i} ${body};`));
  expect(complaint(root, conf)).toBeNull();
  const { formats, accessLogs, warnings } = readNginxConf(conf);
  expect(warnings).toEqual([]);
  expect(accessLogs.map(({ format }) => format)).toEqual(bodies.map((_, i) => `f${i}`));
  expect(formats.map(({ format }) => fill(format))).toEqual(await logLines(root, conf, bodies.length));
});

test('of random words, what nginx refuses as unbalanced is refused, and the rest means the same', async (context) => {
  needNginx(context);
  const piece = fc.constantFrom(
    ...[
      '\\',
      '"',
      "'",
      '"',
      "'",
      't',
      'n',
      'x',
      '{',
      '}',
      ';',
      '#',
      ' ',
      '\n',
      ')',
      '1',
      '$status ',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: nginx's own syntax
      '${status}',
      ' escape=none ',
    ],
  );
  const body = fc
    .tuple(fc.constantFrom('', '"', "'"), fc.string({ unit: piece, minLength: 1, maxLength: 12 }))
    .map(([quote, text]) => quote + text + quote);
  const accepted: string[] = [];
  for (const text of fc.sample(body, { seed: 20260101, numRuns: 80 })) {
    const { root, conf } = writeSite([`log_format f0 ${text};`]);
    if (complaint(root, conf) === null) accepted.push(text);
    else expectRefused(conf, text);
  }
  expect(accepted.length).toBeGreaterThan(20);
  const { root, conf } = writeSite(accepted.map((text, i) => `log_format f${i} ${text};`));
  const { formats, warnings } = readNginxConf(conf);
  expect(warnings).toEqual([]);
  expect(formats.map(({ format }) => fill(format))).toEqual(await logLines(root, conf, accepted.length));
});

/** nginx also refuses directives it does not know; those are none of our business. */
function expectRefused(conf: string, text: string): void {
  try {
    const { warnings } = readNginxConf(conf);
    if (warnings.length === 0) expect(text, 'only an unknown directive may pass').toMatch(/[;{}]/);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
  }
}

test('the output of nginx -T says the same as the files', (context) => {
  needNginx(context);
  const { root, conf } = writeSite([`log_format f0 '$status';`, `log_format f1\n'$uri';`]);
  const dump = spawnSync(NGINX!, ['-T', '-p', root, '-c', conf], { encoding: 'utf8' });
  expect(dump.status).toBe(0);
  writeFileSync(join(root, 'dump.txt'), dump.stdout);
  expect(readNginxConf(join(root, 'dump.txt'))).toEqual(readNginxConf(conf));
});
