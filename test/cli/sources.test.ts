import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/types.js';
import { HAS_ZSTD, wantZstd, ZSTD_NOTE, zstd } from '../source/support/zstd.js';
import { logsplit, MAIN } from './logsplit.js';

const AGENT = '"-" "Mozilla/5.0 (X11)"';
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'logsplit-sources-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Requests of a day in November, one a second. */
function log(day: number, count = 2): string {
  return Array.from({ length: count }, (_, i) => {
    const time = new Date(i * 1000).toISOString().slice(11, 19);
    return `192.0.2.7 - - [${String(day).padStart(2, '0')}/Nov/2026:${time} +0000] "GET /day/${i % 7} HTTP/1.1" 200 9 ${AGENT}\n`;
  }).join('');
}

function tree(files: Record<string, string | Buffer>): string {
  const root = mkdtempSync(join(folder, 'logs-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  return root;
}

/** The files of the report in their order, with the lines of each. */
async function read(root: string, args: readonly string[], env: Record<string, string> = {}): Promise<unknown> {
  const ran = await logsplit(['analyze', ...args, '--output', 'json'], { env });
  expect(ran.stderr).toBe('');
  expect(ran.code).toBe(0);
  const { input } = JSON.parse(ran.stdout) as Report;
  return input.files.map(({ path, parsed }) => `${relative(root, path)} ${parsed}`);
}

wantZstd();

describe('what is read', () => {
  const rotated = {
    'access.log': log(14),
    'access.log.1': log(13),
    'access.log.2.gz': gzipSync(log(12)),
    'access.log.10.gz': gzipSync(log(4)),
    'shop.example.com.log': log(14, 1),
    'error.log': '2026/11/14 00:00:00 [error] 1#1: *1 open() "/x" failed (2: No such file or directory)\n',
    'worker.log': 'started\nworking\n',
    'GeoLite2.mmdb': Buffer.from([0, 1, 2, 3]),
  };
  const oldestFirst = ['access.log.10.gz 2', 'access.log.2.gz 2', 'access.log.1 2', 'access.log 2'];

  test('a directory of rotated logs: those of requests, the oldest first', async () => {
    const root = tree(rotated);
    expect(await read(root, [root])).toEqual([...oldestFirst, 'shop.example.com.log 1']);
  });

  test('a pattern in quotes, and files that it names a second time', async () => {
    const root = tree(rotated);
    symlinkSync('access.log', join(root, 'current'));
    const args = [join(root, 'current'), join(root, 'acc*.log*'), join(root, 'access.log.1')];
    expect(await read(root, args)).toEqual([...oldestFirst.slice(0, 3), 'current 2']);
  });

  test('gzip in several members, as cat makes them', async () => {
    const root = tree({ 'access.log.gz': Buffer.concat([gzipSync(log(1, 300)), gzipSync(log(2, 200))]) });
    expect(await read(root, [root])).toEqual(['access.log.gz 500']);
  });

  test('other data behind an archive costs nothing of it, and is told', async () => {
    const root = tree({ 'access.log.gz': Buffer.concat([gzipSync(log(1, 300)), Buffer.from('more')]) });
    const ran = await logsplit(['analyze', root, '--output', 'json']);
    expect(ran.code).toBe(0);
    expect(ran.stderr).toBe(
      `logsplit: warning: ${root}/access.log.gz: other data follows the end of the gzip archive; it is left out.\n`,
    );
    expect((JSON.parse(ran.stdout) as Report).totals.requests).toBe(300);
  });

  test.skipIf(!HAS_ZSTD)(`zstd, with the command and without it${ZSTD_NOTE}`, async () => {
    const root = tree({ 'access.log.1.zst': zstd(log(1, 30_000)) });
    expect(await read(root, [root])).toEqual(['access.log.1.zst 30000']);
    expect(await read(root, [root], { PATH: '/nonexistent' })).toEqual(['access.log.1.zst 30000']);
  });

  test.skipIf(!HAS_ZSTD)(`zstd on standard input${ZSTD_NOTE}`, async () => {
    const ran = await logsplit(['analyze', '-', '--output', 'json'], { input: zstd(log(1, 30_000)) });
    expect((JSON.parse(ran.stdout) as Report).totals.requests).toBe(30_000);
  });

  test('a file that this user may not read is refused before the others are read', async ({ skip }) => {
    const root = tree({ 'access.log': log(14), 'access.log.1': log(13) });
    const path = join(root, 'access.log');
    chmodSync(path, 0);
    for (const open of [folder, root]) chmodSync(open, 0o755);
    // Nothing is forbidden to root.
    const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const run = (...args: string[]): Promise<Ended> =>
      ended(spawn(process.execPath, [MAIN, ...args], { cwd: '/', ...user }));
    skip((await run('--version')).code !== 0, 'the other user may not read the program either');
    const { code, stderr, stdout } = await run('analyze', root);
    expect(stderr).toBe(`logsplit: ${path} may not be read by this user.\nCheck the path, and that you may read it.\n`);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});

interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr })));
}

/** Runs logsplit on a standard input that stays open behind `content`; resolves once it has taken that. */
async function reading(content: string | Buffer, ...args: string[]): Promise<ChildProcessWithoutNullStreams> {
  const child = spawn(process.execPath, [MAIN, 'analyze', '-', ...args]);
  child.stdin.on('error', () => {});
  await new Promise<void>((resolve) => child.stdin.write(content, () => resolve()));
  return child;
}

describe('Ctrl-C while reading', () => {
  test('stops, reports on the whole lines that were read, and tells by a warning and the exit code', async () => {
    // Half a line, which is no line yet, ends what has come.
    const child = await reading(log(1, 20_000) + log(2, 1).slice(0, 60), '--output', 'json');
    child.kill('SIGINT');
    const { code, stdout, stderr } = await ended(child);
    expect(code).toBe(130);
    expect(stderr).toMatch(/^logsplit: warning: Interrupted: the report is about what was read so far\..*\n$/);
    const { input, totals } = JSON.parse(stdout) as Report;
    expect(totals.requests).toBeGreaterThan(10_000);
    expect(input).toMatchObject({ parsed: totals.requests, rejected: 0, ignored: 0 });
    expect(input.files[0]!.fault).toBe(null);
  });

  test('before a request was read, there is nothing to report', async () => {
    const child = await reading('\n'.repeat(600_000));
    child.kill('SIGINT');
    const { code, stdout, stderr } = await ended(child);
    expect(code).toBe(130);
    expect(stdout).toBe('');
    expect(stderr).toContain('It was stopped before a request was read.');
  });

  test('a second time ends at once, by the signal', async () => {
    // The report is more than a pipe holds, and nobody takes it: by itself the process cannot end.
    const paths = Array.from({ length: 20_000 }, (_, i) => log(1, 1).replace('/day/0', `/p${i}/x`)).join('');
    const child = await reading(paths, '--output', 'json', '--no-route-templates');
    child.kill('SIGINT');
    await new Promise((resolve) => child.stderr.once('data', resolve));
    child.kill('SIGINT');
    const signal = await new Promise((resolve) => child.once('exit', (_, name) => resolve(name)));
    expect(signal).toBe('SIGINT');
    child.stdout.destroy();
  });
});

describe.skipIf(!HAS_ZSTD)(`SIGTERM while reading${ZSTD_NOTE}`, () => {
  /** Processes that ps finds, without those that have ended: "pid command". */
  function processes(...which: string[]): string[] {
    try {
      const found = execFileSync('ps', ['-o', 'pid=,stat=,comm=', ...which], { encoding: 'utf8' });
      return found.split('\n').filter((line) => / [^Z ]\S* +zstd/.test(line));
    } catch {
      // It finds none.
      return [];
    }
  }

  async function until(isSo: () => boolean): Promise<void> {
    for (let tries = 0; tries < 200 && !isSo(); tries++) await new Promise((resolve) => setTimeout(resolve, 25));
    expect(isSo()).toBe(true);
  }

  test('ends without a report, and leaves no zstd behind', async () => {
    const packed = zstd(log(1, 100_000));
    const child = await reading(packed.subarray(0, packed.length >> 1), '--output', 'json');
    await until(() => processes('--ppid', String(child.pid)).length === 1);
    const pid = processes('--ppid', String(child.pid))[0]!.trim().split(/\s+/)[0]!;
    child.kill('SIGTERM');
    expect(await ended(child)).toEqual({ code: null, signal: 'SIGTERM', stdout: '', stderr: '' });
    await until(() => processes('-p', pid).length === 0);
  });
});
