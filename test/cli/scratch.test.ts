import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { numbered } from '../db/support.js';
import { FULL_FORMAT } from '../support/lines.js';
import { logsplit, MAIN } from './logsplit.js';

const ROWS = 150_000;

let folder: string;
let log: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'logsplit-scratch-'));
  log = join(folder, 'access.log');
  writeFileSync(log, numbered(0, ROWS));
});
afterAll(() => rmSync(folder, { recursive: true }));

const ARGS = ['analyze', '-', '--log-format', FULL_FORMAT, '--output', 'json'];

describe('without room for the log', () => {
  // A file may be no larger than this, which is as a full disk to whoever writes.
  const limited = { mostFileBlocks: 2048 };

  it('says which temporary folder is full and how to choose another', async () => {
    const temporary = mkdtempSync(join(folder, 'tmp-'));
    const { code, stdout, stderr } = await logsplit(ARGS, { inputFile: log, env: { TMPDIR: temporary }, ...limited });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^logsplit: The temporary folder \S+ cannot hold the log: file too large\.\n.*set TMPDIR/);
    expect(stderr).toContain(temporary);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('says which store is full', async () => {
    const db = join(folder, 'site.db');
    const { code, stderr } = await logsplit([...ARGS, '--db', db], { inputFile: log, ...limited });
    expect(code).toBe(2);
    expect(stderr).toContain(`logsplit: ${db} cannot be written to: file too large.\n`);
  });
});

it('says that the temporary folder is not there', async () => {
  const { code, stderr } = await logsplit(ARGS, { inputFile: log, env: { TMPDIR: join(folder, 'none') } });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^logsplit: The temporary folder .*none cannot be used \(ENOENT\)\.\nSet TMPDIR to /);
});

describe('stopped on its way', () => {
  /** Reads standard input, which does not end, and sends signals once the temporary folder is there. */
  async function stop(signals: readonly NodeJS.Signals[]): Promise<{ signal: unknown; left: string[] }> {
    const temporary = mkdtempSync(join(folder, 'tmp-'));
    const child = spawn(process.execPath, [MAIN, ...ARGS], {
      env: { ...process.env, TMPDIR: temporary },
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    const ended = once(child, 'exit');
    child.stdin.write(numbered(0, 5000));
    await expect.poll(() => readdirSync(temporary), { timeout: 20_000 }).toHaveLength(1);
    const said = once(child.stderr, 'data');
    // Its database is open by then.
    await sleep(1000);
    for (const [i, signal] of signals.entries()) {
      if (i > 0) await said;
      child.kill(signal);
    }
    const [, signal] = (await ended) as [number | null, NodeJS.Signals | null];
    return { signal, left: readdirSync(temporary) };
  }

  it.each([[['SIGINT', 'SIGINT']], [['SIGTERM']]] as const)(
    'by %j leaves no temporary folder behind',
    async (signals) => {
      expect(await stop(signals)).toEqual({ signal: signals.at(-1), left: [] });
    },
  );
});
