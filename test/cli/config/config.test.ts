import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { logOf, repeated } from '../../support/lines.js';
import { logsplit, MAIN, type Ran } from '../logsplit.js';

const COMBINED = '192.0.2.1 - - [14/Nov/2023:22:13:20 +0100] "GET /a HTTP/1.1" 500 5 "-" "curl/8.5.0"\n'.repeat(3);
let dir: string;
let below: string;
const run = (args: string[], cwd = below): Promise<Ran> => logsplit(args, { cwd, env: { HOME: '/nonexistent' } });
const put = (name: string, text: string): void => writeFileSync(join(dir, name), text);

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'logsplit-config-'));
  below = join(dir, 'a', 'b');
  mkdirSync(below, { recursive: true });
  put('access.log', COMBINED);
});
afterEach(() => rmSync(dir, { recursive: true }));

describe.each([
  ['logsplit.config.yaml', 'files: access.log\ncheck: { maxErrorRate: 1% }'],
  ['logsplit.config.json', '{"files": "access.log", "check": {"maxErrorRate": "1%"}}'],
  ['logsplit.config.mjs', 'export default { files: ["access.log"], check: { maxErrorRate: ["1%"] } };'],
  ['package.json', '{"name": "x", "logsplit": {"files": ["access.log"], "check": {"maxErrorRate": "1%"}}}'],
])('%s in a folder above', (name, text) => {
  it('gives limits and logs', async () => {
    put(name, text);
    const { code, stdout } = await run(['check']);
    expect([code, stdout]).toEqual([1, expect.stringMatching(/100%, 99 points over/)]);
  });
});

it('is looked for nowhere by a program whose folder is gone', () => {
  const script = 'mkdir gone && cd gone && rmdir ../gone && exec "$0" "$1" analyze "$2" --output json';
  const stdout = execFileSync('sh', ['-c', script, process.execPath, MAIN, join(dir, 'access.log')], { cwd: below });
  expect(JSON.parse(stdout.toString()).totals.requests).toBe(3);
});

it('gives way to the command line', async () => {
  put('logsplit.config.yaml', 'files: access.log\ndb: never.db\ncheck: { maxErrorRate: 1% }');
  writeFileSync(join(below, 'other.log'), COMBINED.replaceAll(' 500 ', ' 200 '));
  expect((await run(['check', 'other.log'])).code).toBe(0);
  expect((await run(['check', '--max-error-rate', '100%'])).code).toBe(0);
  const { code, stderr } = await run(['check', '--no-config']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('No limit was given')]);
});

it('says with --print-config what is in effect and why, and reads no log', async () => {
  put('logsplit.config.yaml', 'files: missing.log\nstatus: [5xx, 404]\ncheck: { maxP95: { "/a": 1s } }');
  const { code, stdout, stderr } = await run(['check', '--print-config', '--max-p95', '2s', '--max-p95', '/b=3s']);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain(`configuration: ${join(dir, 'logsplit.config.yaml')}`);
  expect(stdout).toMatch(/^arguments +.*missing\.log +logsplit\.config\.yaml$/m);
  expect(stdout).toMatch(/^status +5xx, 404 +logsplit\.config\.yaml$/m);
  expect(stdout).toMatch(/^maxP95 +2s, \/b=3s +command line$/m);
  expect(stdout).toMatch(/^minRequests +20 +default$/m);
});

it.each([
  ['logsplit.config.yaml', 'a: [', /logsplit\.config\.yaml cannot be read: .* at line \d+, column \d+\.\n/],
  ['logsplit.config.json', '{', /logsplit\.config\.json cannot be read: .*\n/],
  ['logsplit.config.mjs', 'throw new Error("boom")', /logsplit\.config\.mjs cannot be read: boom\.\n/],
  ['logsplit.config.mjs', 'export const x = 1', /logsplit\.config\.mjs cannot be read: it has no default export\.\n/],
])('tells in a sentence what is wrong with %s: %s', async (name, text, message) => {
  put(name, text);
  const { code, stderr } = await run(['check']);
  expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
  expect(stderr).not.toContain('    at ');
});

it('is nobody’s business where a package.json is broken', async () => {
  put('package.json', '{');
  expect((await run(['check', '../../access.log', '--max-error-rate', '100%'])).code).toBe(0);
});

it.each([
  ['missing.yaml', /^logsplit: The configuration missing\.yaml cannot be read \(ENOENT\)\.\n/],
  ['../../access.log', /^logsplit: \.\.\/\.\.\/access\.log is no configuration: .*\nIts name ends in \.json, /],
])('is named with --config: %s', async (name, message) => {
  const { code, stderr } = await run(['check', '--config', name]);
  expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
});

it.runIf(process.getuid?.() === 0)('is refused where another user put it, unless it is named', async () => {
  put('logsplit.config.mjs', 'export default { files: "access.log", check: { maxErrorRate: "100%" } }');
  const path = join(dir, 'logsplit.config.mjs');
  chownSync(path, 12_345, 12_345);
  const { code, stderr } = await run(['check']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('belongs to another user')]);
  expect((await run(['check', '--config', path])).code).toBe(0);
});

describe('logsplit init', () => {
  it('writes a file that the next run takes, and never over another', async () => {
    put('access.log', logOf(repeated(30, {})));
    const { code, stdout } = await run(['init', 'access.log'], dir);
    expect([code, stdout]).toEqual([0, 'wrote logsplit.config.yaml; logs: access.log\n']);
    expect(readFileSync(join(dir, 'logsplit.config.yaml'), 'utf8')).toContain('files:\n  - "access.log"\n');
    expect((await run(['check', '--max-error-rate', '1%', '--print-config'])).stdout).toContain('access.log');
    const again = await run(['init'], dir);
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('Give --force to replace it.')]);
    expect((await run(['init', '--force', 'access.log'], dir)).code).toBe(0);
  });

  it('writes none where another would be read before it', async () => {
    put('logsplit.config.json', '{}');
    expect(await run(['init', '--force'], dir)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Remove it first'),
    });
  });
});
