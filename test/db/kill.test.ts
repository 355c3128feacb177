import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, type TestContext, test } from 'vitest';
import { MAIN } from '../cli/logsplit.js';
import { FULL_FORMAT } from '../support/lines.js';
import { numbered } from './support.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'logsplit-kill-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Logs {
  args: readonly string[];
  /** A file. */
  stdin: string | null;
}

interface Ended {
  wasKilled: boolean;
  code: number | null;
  stderr: string;
}

/** Reads the logs into a store, and kills the process after so many milliseconds if it still runs then. */
async function readUntil(ms: number, logs: Logs, db: string): Promise<Ended> {
  const args = [MAIN, 'analyze', ...logs.args, '--db', db, '--log-format', FULL_FORMAT, '--output', 'json'];
  const stdin = logs.stdin === null ? 'ignore' : openSync(logs.stdin, 'r');
  const child = spawn(process.execPath, args, { stdio: [stdin, 'ignore', 'pipe'] });
  if (stdin !== 'ignore') closeSync(stdin);
  let stderr = '';
  child.stderr!.on('data', (text: Buffer) => {
    stderr += text.toString();
  });
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => resolve({ wasKilled: signal === 'SIGKILL', code, stderr }));
  });
  const timeout = new AbortController();
  await Promise.race([ended, sleep(ms, undefined, { signal: timeout.signal }).catch(() => {})]);
  timeout.abort();
  child.kill('SIGKILL');
  return ended;
}

/** A digest of all requests and files of a store, in their order. */
async function contentOf(db: string): Promise<unknown> {
  const instance = await DuckDBInstance.create(db, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const [rows] = (
    await connection.runAndReadAll(
      `SELECT count(*) AS requests, md5(string_agg(r::VARCHAR, chr(10) ORDER BY file, line)) AS digest FROM requests r`,
    )
  ).getRowObjectsJS();
  const files = await connection.runAndReadAll(
    'SELECT path, lines, parsed, rejected, ignored FROM files ORDER BY path',
  );
  const texts = await connection.runAndReadAll(
    'SELECT count(*) = count(DISTINCT path) AS paths, (SELECT count(*) = count(DISTINCT client) FROM clients) AS clients FROM paths',
  );
  connection.closeSync();
  instance.closeSync();
  return { ...rows, files: files.getRowObjectsJS(), once: texts.getRowObjectsJS() };
}

/** Kills readings at so many random moments, several on the way of each. */
async function killOften(kills: number, logs: Logs, { expect }: TestContext): Promise<void> {
  const stores = mkdtempSync(join(folder, 'stores-'));
  const clean = join(stores, 'clean.db');
  const began = performance.now();
  expect(await readUntil(60_000, logs, clean)).toMatchObject({ code: 0 });
  const wholeMs = performance.now() - began;
  const expected = await contentOf(clean);
  let killed = 0;
  for (let store = 0; killed < kills; store++) {
    const db = join(stores, `${store}.db`);
    for (;;) {
      // Once enough are killed the last one may finish.
      const ms = killed < kills ? wholeMs * (0.2 + 0.7 * Math.random()) : 60_000;
      const ended = await readUntil(ms, logs, db);
      if (!ended.wasKilled) {
        expect(ended, `after ${killed} kills`).toMatchObject({ code: 0 });
        break;
      }
      killed++;
    }
    expect(await contentOf(db)).toEqual(expected);
    rmSync(db);
  }
}

// Without a newline at its end, and with lines that do not fit.
const UNFINISHED = `${numbered(20_000, 5000)}no request\n${numbered(25_000, 5000)}${numbered(30_000, 1).trimEnd()}`;

test.concurrent('rotated logs, killed at 25 random moments and read again, are stored as in one reading', async (context) => {
  const logs = ['access.log.2.gz', 'access.log.1', 'access.log'].map((name) => join(folder, name));
  writeFileSync(logs[0]!, gzipSync(numbered(0, 15_000), { level: 1 }));
  writeFileSync(logs[1]!, numbered(15_000, 5000));
  writeFileSync(logs[2]!, UNFINISHED);
  await killOften(25, { args: logs, stdin: null }, context);
}, 600_000);

// What has no size is parsed in a thread of its own.
test.concurrent('standard input, killed at 25 random moments and read again, is stored as in one reading', async (context) => {
  const log = join(folder, 'piped.log');
  writeFileSync(log, numbered(0, 20_000) + UNFINISHED);
  await killOften(25, { args: ['-'], stdin: log }, context);
}, 600_000);
