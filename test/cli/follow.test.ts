import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Report } from '../../src/report/types.js';
import { type Following, follow, STARTED } from './following.js';
import { logsplit } from './logsplit.js';

let folder: string;
let log: string;
let it: Following | null = null;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'logsplit-follow-'));
  log = join(folder, 'access.log');
});
afterEach(() => {
  it?.kill();
  it = null;
  for (const name of ['', '.1', '.1.gz', '.copy']) rmSync(log + name, { force: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The command line of another process that does this to the log. */
function shell(script: string): void {
  execFileSync('sh', ['-ec', `L='${log}'; ${script}`]);
}

/** A command that appends lines of requests for /r/FROM to /r/TO. */
function write(from: number, to: number, file = '$L'): string {
  const line = '192.0.2.1 - - [23/Nov/2026:09:39:29 +0000] \\"GET /r$i/x HTTP/1.1\\" 200 10 \\"-\\" \\"-\\"';
  return `i=${from}; while [ $i -le ${to} ]; do echo "${line}" >> "${file}"; i=$((i+1)); done`;
}

function requested({ routes }: Report): string[] {
  return routes.flatMap(({ route, requests }) => Array.from({ length: requests }, () => route)).sort();
}

test('a log that comes later is read until Ctrl-C, and what was written by then is reported', async () => {
  it = follow(log);
  await it.said('access.log is not there yet');
  await it.said(STARTED);
  shell(write(1, 3));
  const { code, report } = await it.end('SIGINT');
  expect(code).toBe(0);
  expect(requested(report)).toEqual(['/r1/x', '/r2/x', '/r3/x']);
});

test('a log that is rotated is followed through it, until SIGTERM; a line without its end waits', async () => {
  shell(write(1, 2));
  it = follow(log);
  await it.said(STARTED);
  shell(
    `${write(3, 3)}; mv "$L" "$L.1"; ${write(4, 4, '$L.1')}; ${write(5, 6)}; printf '192.0.2.1 - - [23/Nov' >> "$L"`,
  );
  const { code, report, stderr } = await it.end('SIGTERM');
  expect(code).toBe(0);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(requested(report)).toEqual(['/r1/x', '/r2/x', '/r3/x', '/r4/x', '/r5/x', '/r6/x']);
  expect(report.input.rejected).toBe(0);
});

test('a store holds what was followed, once, and a later run goes on', async () => {
  const db = join(folder, 'follow.db');
  shell(write(1, 2));
  it = follow(log, '--db', db);
  await it.said(STARTED);
  shell(write(3, 3));
  expect(requested((await it.end('SIGINT')).report)).toEqual(['/r1/x', '/r2/x', '/r3/x']);
  shell(write(4, 4));
  const ran = await logsplit(['analyze', log, '--db', db, '--output', 'json', '--no-route-templates']);
  expect(requested(JSON.parse(ran.stdout) as Report)).toEqual(['/r1/x', '/r2/x', '/r3/x', '/r4/x']);
});

test.each([[['-f', '-']], [['--follow']], [['-f', 'x.log', '-']]])(
  'standard input cannot be followed: %j',
  async (args) => {
    const ran = await logsplit(['analyze', ...args]);
    expect([ran.code, ran.stdout]).toEqual([2, '']);
    expect(ran.stderr).toMatch(/^logsplit: --follow reads files, and standard input is no file\.\n[^\n]+\n$/);
  },
);

test('a pipe cannot be followed', async () => {
  shell('mkfifo "$L.copy"');
  const ran = await logsplit(['analyze', '-f', `${log}.copy`]);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('is no file, so it cannot be followed');
});

test('a log of which no line fits is told at once', async () => {
  shell('echo "no request" > "$L"');
  const ran = await logsplit(['analyze', '-f', log, '--format', 'combined']);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('None of the 1 lines');
  expect(existsSync(log)).toBe(true);
});
