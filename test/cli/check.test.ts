import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Check } from '../../src/check/judge.js';
import { FULL_FORMAT, logOf, repeated } from '../support/lines.js';
import { logsplit } from './logsplit.js';

let dir: string;
let log: string;
const check = (...args: string[]) => logsplit(['check', log, '--log-format', FULL_FORMAT, ...args]);

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'logsplit-check-'));
  log = join(dir, 'access.log');
  const took = { requestS: '0.400', upstreamS: '0.400' };
  writeFileSync(
    log,
    logOf([
      ...repeated(40, { ...took, request: 'GET /api/orders HTTP/1.1' }),
      ...repeated(20, { ...took, request: 'GET /\x1b[31m<b>&%0A::error::x HTTP/1.1', status: 500 }),
    ]),
  );
});
afterAll(() => rmSync(dir, { recursive: true }));

it('ends with 0 where all limits are kept', async () => {
  const { code, stdout, stderr } = await check('--max-p95', 'GET /api/*=400ms', '--max-error-rate', '34%');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^CHECK PASSED: all 2 limits are kept\n60 requests, 2023-/);
});

it('ends with 1 where one is not kept, and says by how much', async () => {
  const { code, stdout, stderr } = await check('--max-p95', 'GET /api/*=300ms', '--max-error-rate', '1%');
  expect([code, stderr]).toEqual([1, '']);
  expect(stdout).toMatch(/^CHECK FAILED: 2 of 2 limits are not kept\n/);
  expect(stdout).toMatch(/^ +GET \/api\/orders +400 ms +100 ms over \(33\.3%\) +40 requests$/m);
  expect(stdout).toMatch(/is\s+33\.3%, 32\.3 points\s+over\./);
});

it('ends with 1 where one cannot be judged', async () => {
  const { code, stdout } = await check('--max-p95', 'GET /apis/*=300ms');
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /NOT JUDGED .*No request\s+has\s+such\s+a\s+route\.\s+The\s+nearest\s+are\s+GET\s+\/api\/orders/,
  );
});

it('writes JSON, to a file too, which a failed check leaves there', async () => {
  const file = join(dir, 'check.json');
  const { code, stdout } = await check('--max-p95', '/api/*=1ms', '--output', 'json', '-o', file);
  expect([code, stdout]).toEqual([1, '']);
  const { schema, passed, gates } = JSON.parse(readFileSync(file, 'utf8')) as Check;
  expect([schema, passed, gates.map(({ outcome }) => outcome)]).toEqual(['logsplit.check/1', false, ['failed']]);
});

it.each([
  ['junit', '<failure message="'],
  ['github', '::error title=logsplit max-p95::'],
  ['text', 'FAILED'],
])('escapes what the log holds: %s', async (output, expected) => {
  const { stdout } = await check('--max-p95', '/*=1ms', '--output', output);
  expect(stdout).toContain(expected);
  expect(stdout).not.toContain('\x1b');
  expect(stdout.match(/^::error/gm)?.length ?? 0).toBe(output === 'github' ? 1 : 0);
  if (output === 'junit') expect(stdout).not.toContain('<b>');
});

it.each([
  [['--max-p95', '300'], /option '--max-p95 <limit>' argument '300' is invalid\. It is a time with a unit/],
  [['--max-app-share', '/x=5s'], /'\/x=5s' is invalid\. It is a percentage/],
  [[], /^logsplit: No limit was given to check\.\n/],
])('refuses %j in a sentence', async (args, message) => {
  const { code, stderr } = await check(...args);
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});
