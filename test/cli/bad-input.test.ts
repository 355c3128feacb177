import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/types.js';
import { logsplit, MAIN } from './logsplit.js';

const LINE = '192.0.2.7 - - [23/Nov/2026:09:39:29 +0000] "GET /report?x=1 HTTP/1.1" 200 41388 "-" "Mozilla/5.0 (X11)"';
const OTHER = '192.0.2.8 - - [23/Nov/2026:09:39:30 +0000] "GET /about HTTP/1.1" 200 120 "-" "curl/8.5.0"';
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'logsplit-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** The analysis of a file that must work. */
async function analysed(path: string, ...args: string[]): Promise<Report> {
  const ran = await logsplit(['analyze', path, '--output', 'json', ...args]);
  expect(ran.stderr).toBe('');
  expect(ran.code).toBe(0);
  return JSON.parse(ran.stdout) as Report;
}

/** What an input that cannot be used says: two sentences on stderr, no stack, exit code 2. */
async function refused(...args: string[]): Promise<string> {
  const ran = await logsplit(args);
  expect(ran.code).toBe(2);
  expect(ran.stdout).toBe('');
  expect(ran.stderr).toMatch(/^logsplit: \S/);
  expect(ran.stderr).not.toMatch(/\n\s+at /);
  expect(ran.stderr.trimEnd().split('\n')).toHaveLength(2);
  return ran.stderr;
}

describe('input that cannot be used', () => {
  test('a missing file', async () => {
    expect(await refused('analyze', join(folder, 'nowhere.log'))).toContain('nowhere.log does not exist');
  });
  test.each([
    [['--since', 'tomorrow'], '--since "tomorrow" is no time.'],
    [['--status', '6xx'], '--status "6xx" is no status.'],
    [['--path', 'api'], '--path "api" does not begin with a slash or *.'],
    [['--where', 'statu = 404'], 'Referenced column "statu" not found'],
  ])('a filter that cannot be read, before the log is: %j', async (filter, told) => {
    expect(await refused('analyze', file('good.log', `${LINE}\n`), ...filter)).toContain(told);
  });
  test('one missing file among good ones', async () => {
    const good = file('good.log', `${LINE}\n`);
    expect(await refused('analyze', good, join(folder, 'nowhere.log'))).toContain('nowhere.log does not exist');
  });
  test('a directory without an access log', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    const said = await refused('analyze', empty);
    expect(said).toContain('empty holds no access log');
    expect(said).toContain("empty/*.log*'");
  });
  test('a pattern that nothing fits', async () => {
    expect(await refused('analyze', join(folder, 'nothing-*.log'))).toContain('No file fits the pattern');
  });
  test('an empty file', async () => {
    expect(await refused('analyze', file('empty.log', ''))).toContain('is empty');
  });
  test('only blank lines and comments', async () => {
    expect(await refused('analyze', file('blank.log', '\n\n \n'), '--format', 'combined')).toContain('has no request');
  });
  test('a binary file', async () => {
    const bytes = Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 37) % 256));
    expect(await refused('analyze', file('binary.log', bytes))).toContain('is a binary file');
  });
  test('UTF-16 text', async () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`${LINE}\n`, 'utf16le')]);
    expect(await refused('analyze', file('utf16.log', bytes))).toContain('iconv');
  });
  test.each([
    ['bzip2', [0x42, 0x5a, 0x68, 0x39, 0, 0], 'bzip2 -dc'],
    ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], 'xz -dc'],
    ['lz4', [0x04, 0x22, 0x4d, 0x18, 0x64, 0x40], 'lz4 -dc'],
    ['zip', [0x50, 0x4b, 0x03, 0x04, 0x14, 0], 'unzip -p'],
  ])('a file packed with %s names the command to pipe', async (name, magic, command) => {
    expect(await refused('analyze', file(`packed.${name}`, Buffer.from(magic)))).toContain(command);
  });
  test('a zstd archive that is only a beginning', async () => {
    const said = await refused('analyze', file('cut.zst', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x38])));
    expect(said).toContain('is empty: the zstd archive is truncated');
  });
  test('a tar archive', async () => {
    const header = Buffer.alloc(1024);
    header.write('access.log');
    header.write('ustar', 257);
    expect(await refused('analyze', file('logs.tar', Buffer.concat([header, Buffer.from(`${LINE}\n`)])))).toContain(
      'tar -xOf',
    );
  });
  test('no line in any known format: shows the line, what was tried and what to pass', async () => {
    const said = await refused('analyze', file('prose.log', 'hello world\nit is raining\n'));
    expect(said).toContain('"hello world"');
    expect(said).toContain('combined');
    expect(said).toContain('--log-format');
  });
  test('no line in the format that was given', async () => {
    const said = await refused('analyze', file('other.log', `${LINE}\n`), '--format', 'ltsv');
    expect(said).toContain('None of the 1 lines');
    expect(said).toContain('is no LTSV line');
  });
  test('an nginx error log', async () => {
    const line = '2026/11/23 09:39:29 [error] 12#12: *7 open() "/x" failed (2: No such file or directory)';
    expect(await refused('analyze', file('error.log', `${line}\n`))).toContain('error log');
  });
  test('the control bytes of a line never reach the terminal', async () => {
    const said = await refused('analyze', file('escape.log', 'say \x1b]0;owned\x07 \x9b31m now and again\n'));
    expect(said).toContain('say');
    expect(said).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
  });
  test('an output file that cannot be written fails before the work', async () => {
    const good = file('good2.log', `${LINE}\n`);
    expect(await refused('analyze', good, '-o', join(folder, 'no', 'such', 'place.json'))).toContain(
      'cannot be written',
    );
  });
});

describe('the output file', () => {
  test('holds the report in place of what it held', async () => {
    const out = file('report.json', 'x'.repeat(100_000));
    const ran = await logsplit(['analyze', file('out.log', `${LINE}\n`), '--output', 'json', '-o', out]);
    expect(ran).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect((JSON.parse(readFileSync(out, 'utf8')) as Report).totals.requests).toBe(1);
  });
  test('is left as it was where the analysis fails', async () => {
    const [old, fresh] = [file('old.json', 'precious'), join(folder, 'fresh.json')];
    for (const out of [old, fresh]) await refused('analyze', join(folder, 'nowhere.log'), '-o', out);
    expect(readFileSync(old, 'utf8')).toBe('precious');
    expect(existsSync(fresh)).toBe(false);
  });
  test('may be a device, which cannot be cut off', async () => {
    const ran = await logsplit(['analyze', file('out.log', `${LINE}\n`), '-o', '/dev/null']);
    expect(ran).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });
});

describe('usage', () => {
  test.each([
    ['an unknown command', ['bogus'], 'unknown command'],
    ['an unknown option', ['analyze', '--bogus'], 'unknown option'],
    ['an unknown output', ['analyze', '--output', 'pdf', 'x'], 'dashboard, text, json'],
    ['an unknown format', ['analyze', '--format', 'nope', 'x'], 'no format named "nope"'],
    ['a log_format without a variable', ['analyze', '--log-format', 'hello', 'x'], 'no variable'],
    ['a log_format whose brace is open', ['analyze', '--log-format', '${status', 'x'], 'not closed'],
    ['a log_format whose quote is open', ['analyze', '--log-format', "log_format x '$status", 'x'], 'never closed'],
    ['a log_format that is a template', ['analyze', '--log-format', '{{ format }}', 'x'], 'template'],
    ['a route pattern without a slash', ['analyze', '--route', 'users', 'x'], 'users'],
    ['a dashboard without a terminal', ['analyze', '--output', 'dashboard', 'x'], 'needs a terminal'],
    ['a number that is none', ['analyze', '--top', 'many', 'x'], '--top'],
  ])('%s', async (_, args, part) => {
    const ran = await logsplit(args);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain(part);
    expect(ran.stderr).not.toMatch(/\n\s+at /);
  });
  test('--debug adds the stack', async () => {
    const ran = await logsplit(['--debug', 'analyze', join(folder, 'nowhere.log')]);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/\n\s+at /);
  });
});

describe('odd input that is read all the same', () => {
  test('CRLF and no final newline', async () => {
    const { input, totals } = await analysed(file('crlf.log', `${LINE}\r\n${OTHER}`));
    expect(input).toMatchObject({ lines: 2, parsed: 2, rejected: 0, ignored: 0 });
    expect(totals.requests).toBe(2);
  });
  test('NUL bytes: a run ahead of a line is passed over, a line of its own is rejected', async () => {
    const { input } = await analysed(file('nul.log', `\0\0\0\0${LINE}\n${OTHER}\nabc\0def\n\0\0\n`));
    expect(input).toMatchObject({ lines: 4, parsed: 2, rejected: 1, ignored: 1 });
    expect(input.rejectedLines[0]).toMatchObject({ line: 3, sample: 'abc\0def' });
  });
  test('invalid UTF-8 in a path', async () => {
    const bytes = Buffer.from(LINE.replace('/report', '/caf#'), 'latin1');
    bytes[bytes.indexOf('#')] = 0xe9;
    const { routes } = await analysed(file('latin1.log', Buffer.concat([bytes, Buffer.from(`\n${OTHER}\n`)])));
    expect(routes.map(({ route }) => route).sort()).toEqual(['/about', '/caf\ufffd']);
  });
  test('a line of 10 MB is rejected, its neighbours are read', async () => {
    const { input } = await analysed(file('long.log', `${LINE}\n${'a'.repeat(10_000_000)}\n${OTHER}\n`));
    expect(input).toMatchObject({ lines: 3, parsed: 2, rejected: 1 });
    expect(input.rejectReasons).toEqual({ 'is longer than 1 MiB': 1 });
    expect(input.rejectedLines[0]!.sample.length).toBeLessThan(1000);
  });
  test('a line of 10 MB at the beginning', async () => {
    const { input } = await analysed(file('long-first.log', `${'a'.repeat(10_000_000)}\n${LINE}\n`));
    expect(input).toMatchObject({ lines: 2, parsed: 1, rejected: 1 });
  });
  test('gzip, by its first bytes', async () => {
    const { totals } = await analysed(file('access.log.1', gzipSync(`${LINE}\n${OTHER}\n`)));
    expect(totals.requests).toBe(2);
  });
  test('a truncated gzip keeps what was read and tells the fault', async () => {
    const text = Array.from({ length: 5000 }, (_, i) => LINE.replace('x=1', `x=${i * 7919}`)).join('\n');
    const whole = gzipSync(text);
    const path = file('cut.gz', whole.subarray(0, whole.length >> 1));
    const ran = await logsplit(['analyze', path, '--output', 'json']);
    expect(ran.code).toBe(0);
    expect(ran.stderr).toContain('truncated');
    const report = JSON.parse(ran.stdout) as Report;
    expect(report.totals.requests).toBeGreaterThan(500);
    expect(report.input.files[0]!.fault).toContain('truncated');
  });
  test('an unknown variable is kept as text', async () => {
    const format = '$remote_addr $my_tenant [$time_local] "$request" $status';
    const path = file('tenant.log', '192.0.2.7 acme [23/Nov/2026:09:39:29 +0000] "GET /a HTTP/1.1" 200\n');
    const { routes } = await analysed(path, '--log-format', format);
    expect(routes[0]).toMatchObject({ method: 'GET', route: '/a', requests: 1 });
  });
  test('an empty file among others', async () => {
    const ran = await logsplit(['analyze', file('e.log', ''), file('f.log', `${LINE}\n`), '--output', 'json']);
    expect(ran.code).toBe(0);
    expect((JSON.parse(ran.stdout) as Report).input.files.map(({ lines }) => lines)).toEqual([0, 1]);
  });
  test('standard input, named and not', async () => {
    for (const args of [['analyze', '-'], ['analyze']]) {
      const ran = await logsplit([...args, '--output', 'json'], { input: `${LINE}\n${OTHER}\n` });
      expect(ran.code).toBe(0);
      expect((JSON.parse(ran.stdout) as Report).totals.requests).toBe(2);
    }
  });
});

test('a closed pipe is not an error', async () => {
  const routes = Array.from({ length: 20_000 }, (_, i) =>
    LINE.replace('/report', `/page-${i.toString(36)}x/y${i}`),
  ).join('\n');
  const child = spawn(process.execPath, [
    MAIN,
    'analyze',
    file('many.log', routes),
    '--output',
    'json',
    '--no-route-templates',
  ]);
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  child.stdout.once('data', () => child.stdout.destroy());
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect(stderr).toBe('');
  expect(code).toBe(0);
});
