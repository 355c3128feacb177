import { describe, expect, test } from 'vitest';
import { PRESETS } from '../../src/format/presets/registry.js';
import { logsplit } from './logsplit.js';

const UVICORN = '2026-11-23T09:39:29.5Z stdout F INFO:     127.0.0.1:56348 - "GET /a?b=c HTTP/1.1" 200 OK\n';

describe('logsplit formats', () => {
  test('lists every preset with its times and their units', async () => {
    const { stdout, code } = await logsplit(['formats']);
    expect(code).toBe(0);
    for (const { name } of PRESETS) expect(stdout).toMatch(new RegExp(`^${name} `, 'm'));
    expect(stdout).toMatch(/^haproxy .* Ta, ms .* Tr, ms/m);
  });

  test('shows one with its source, its string and what its fields become', async () => {
    const { stdout } = await logsplit(['formats', 'uwsgi']);
    expect(stdout).toContain('https://github.com/unbit/uwsgi');
    expect(stdout).toContain('$request_time_unit');
    expect(stdout).toMatch(/request time +0\.023 s/);
    const json = JSON.parse((await logsplit(['formats', 'haproxy', '--json'])).stdout);
    expect(json).toMatchObject({ name: 'haproxy', upstreamTime: expect.stringContaining('ms') });
    expect(JSON.parse((await logsplit(['formats', '--json'])).stdout)).toHaveLength(PRESETS.length);
  });

  test('says what is known where a name is not', async () => {
    const { stderr, code } = await logsplit(['formats', 'nope']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/no format named "nope".*\nKnown are combined/);
  });
});

describe('logsplit detect', () => {
  test('names the format and the prefix, and shows what each field became', async () => {
    const { stdout, code } = await logsplit(['detect'], { input: UVICORN });
    expect(code).toBe(0);
    expect(stdout).toContain('standard input: uvicorn (cri)');
    expect(stdout).toMatch(/prefix: cri/);
    expect(stdout).toMatch(/\$app_client +127\.0\.0\.1:56348 +client 127\.0\.0\.1/);
    expect(stdout).toMatch(/\$request .*method GET, path \/a, query b=c/);
    expect(stdout).toMatch(/ended at 2026-11-23T09:39:29\.500Z/);
  });

  test('offers the string that it worked out, to be corrected', async () => {
    const { stdout } = await logsplit(['detect', '-'], {
      input: '192.0.2.7 [23/Nov/2026:09:39:29 +0000] "GET /a HTTP/1.1" 200 0.512\n',
    });
    expect(stdout).toContain('inferred from the looks of its lines');
    expect(stdout).toContain(`--log-format '$remote_addr [$time_local] "$request" $status $request_time'`);
  });

  test('shows what a given format would do', async () => {
    const { stdout } = await logsplit(['detect', '-', '--log-format', '%h %t "%r" %>s %D', '--json'], {
      input: '192.0.2.7 [23/Nov/2026:09:39:29 +0000] "GET /a HTTP/1.1" 200 1500000\n',
    });
    const { origin, formats } = JSON.parse(stdout);
    expect(origin).toBe('given');
    expect(formats[0].request).toMatchObject({ requestS: 1.5, endedAtUs: Date.parse('2026-11-23T09:39:30.5Z') * 1e3 });
    expect(formats[0].fields.find((field: { name: string }) => field.name === '%D')).toMatchObject({
      logged: '1500000',
      gives: { requestS: 1.5 },
    });
  });

  test('shows nothing of a hostile line that a terminal would obey', async () => {
    const { stdout } = await logsplit(['detect', '-'], {
      input: '192.0.2.7 - - [23/Nov/2026:09:39:29 +0000] "GET /\x1b[2J\u202e HTTP/1.1" 200 5\n',
    });
    expect(stdout).not.toMatch(/[\x1b\u202e]/);
    expect(stdout).toContain('\\x1b');
  });

  test('refuses what is no log of requests', async () => {
    const { stderr, code } = await logsplit(['detect', '-'], { input: 'hello\n' });
    expect(code).toBe(2);
    expect(stderr).toContain('is unknown');
    expect((await logsplit(['detect', '-'])).code).toBe(2);
  });
});
