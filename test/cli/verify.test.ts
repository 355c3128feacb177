import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Verification } from '../../src/report/verification.js';
import { FULL_FORMAT, type LineFields, logOf, repeated } from '../support/lines.js';
import { logsplit } from './logsplit.js';

const DAY_S = 86_400;
const took = (s: string): Partial<LineFields> => ({ requestS: s, upstreamS: s });
const PAGE: Partial<LineFields> = { request: 'GET /pricing HTTP/1.1', bytes: 2000, ...took('0.100') };
const OTHER: Partial<LineFields> = { request: 'GET /orders HTTP/1.1', bytes: 300, ...took('0.050') };

let folder: string;
let db: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'logsplit-verify-'));
  db = join(folder, 'site.db');
  const later = (lines: Partial<LineFields>[]): Partial<LineFields>[] =>
    lines.map((line) => ({ ...line, at: line.at! + 7 * DAY_S }));
  const cached = { requestS: '0.000', upstreamS: '-', cache: 'HIT' };
  writeFileSync(join(folder, 'before.log'), logOf([...repeated(120, PAGE), ...repeated(50, OTHER)]));
  writeFileSync(
    join(folder, 'after.log'),
    logOf(later([...repeated(236, { ...PAGE, ...cached }), ...repeated(4, PAGE, 60), ...repeated(50, OTHER)])),
  );
  for (const name of ['before.log', 'after.log']) {
    const ran = await logsplit(['analyze', join(folder, name), '--db', db, '--log-format', FULL_FORMAT]);
    expect(ran.code).toBe(0);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('compares two periods of a store as it compares two logs', async () => {
  const logs = [join(folder, 'before.log'), join(folder, 'after.log'), '--log-format', FULL_FORMAT];
  const ofLogs = await logsplit(['verify', ...logs, '--output', 'json']);
  const periods = ['--before', '2023-W46', '--after', '2023-11-21..2023-11-23'];
  const ofStore = await logsplit(['verify', '--db', db, ...periods, '--output', 'json']);
  expect([ofStore.code, ofStore.stderr]).toEqual([0, '']);
  const verification = JSON.parse(ofStore.stdout) as Verification;
  expect(verification).toEqual(JSON.parse(ofLogs.stdout));
  expect(verification.recommendations.find(({ id }) => id === 'cache:GET /pricing')).toMatchObject({
    done: 'done',
    traffic: 2,
    came: { requests: 236, appSeconds: expect.closeTo(23.6) },
  });
});

it.each([
  [['a.log'], 'Two logs are compared.'],
  [['a.log', 'b.log', '--before', '2023-W46'], '--before and --after are periods of a store.'],
  [['-', '-'], 'Standard input can be read once only.'],
  [['--db', 'DB', '--before', '2023-W46'], 'Of a store two periods are compared.'],
  [['a.log', '--db', 'DB', '--before', '2023-W46', '--after', '2023-W47'], 'Of a store two periods are compared.'],
  [['--db', 'DB', '--before', '2023-W47', '--after', '2023-W46'], 'nothing is compared with itself'],
  [['--db', 'DB', '--before', '2023-W46', '--after', '2024-W46'], 'No request of the store passes --since 2024-11-11'],
])('refuses %j in a sentence', async (args, sentence) => {
  const { code, stderr, stdout } = await logsplit(['verify', ...args.map((arg) => (arg === 'DB' ? db : arg))]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(sentence);
});
