import { describe, expect, it } from 'vitest';
import { rowsOf, withLogs } from '../support/analyze.js';
import { FULL_FORMAT, logLine, logOf } from '../support/lines.js';

const name = (path: unknown): string => String(path).replace(/^.*\//, '');

// One good line, a comment, a blank line, two kinds of bad ones; and a file of its own beside it.
const BROKEN = `${logLine()}\n# rotated\n\nnot a line\n${logLine().replace('1700000000.000', 'noon')}\n`;
const LOGS = { 'a.log': BROKEN, 'b.log': `${logLine()}\nstill not a line\n` };

describe('files', () => {
  it('accounts for every line of every file, in the order given', async () => {
    const rows = await rowsOf('files', LOGS);
    expect(rows.map((row) => ({ ...row, path: name(row.path) }))).toEqual([
      {
        path: 'a.log',
        format: 'given',
        log_format: FULL_FORMAT,
        format_origin: 'given',
        lines: 5,
        parsed: 1,
        rejected: 2,
        ignored: 2,
        forgotten: 0,
        fault: null,
      },
      expect.objectContaining({ path: 'b.log', lines: 2, parsed: 1, rejected: 1, ignored: 0 }),
    ]);
  });

  it('keeps an empty file in the account, without a format', async () => {
    const rows = await rowsOf('files', { 'a.log': logLine(), 'empty.log': '' });
    expect(rows[1]).toMatchObject({ format: 'none', log_format: null, lines: 0, parsed: 0, rejected: 0, ignored: 0 });
  });
});

describe('reject_reasons', () => {
  it('adds the lines of all files up, most frequent reason first, then by name', async () => {
    expect(await rowsOf('reject_reasons', LOGS)).toEqual([{ reason: 'does not fit at $msec', lines: 1 + 1 + 1 }]);
    const mixed = { 'a.log': `${BROKEN}${logLine({ upstreamS: 'soon' })}\n`, 'b.log': 'x\n' };
    const rows = await rowsOf<{ reason: string; lines: number }>('reject_reasons', mixed);
    expect(rows.map(({ lines }) => lines)).toEqual([3, 1]);
  });

  it('is empty for a log without a bad line', async () => {
    expect(await rowsOf('reject_reasons', logLine())).toEqual([]);
  });
});

describe('rejected_lines', () => {
  it('gives the place, the reason and the beginning of the first of them, file by file', async () => {
    const first = BROKEN.indexOf('not a line');
    const rows = await withLogs(LOGS, {}, ({ query }) => query<{ path: string }>('rejected_lines', { most: 10 }));
    expect(rows.map((row) => ({ ...row, path: name(row.path) }))).toEqual([
      {
        path: 'a.log',
        line: 4,
        byte_offset: first,
        reason: expect.stringMatching(/^does not fit/),
        sample: 'not a line',
      },
      expect.objectContaining({ path: 'a.log', line: 5, byte_offset: first + 'not a line\n'.length }),
      expect.objectContaining({
        path: 'b.log',
        line: 2,
        byte_offset: logLine().length + 1,
        sample: 'still not a line',
      }),
    ]);
  });

  it('gives no more than asked for', async () => {
    expect(await rowsOf('rejected_lines', LOGS, {}, { most: 2 })).toHaveLength(2);
    expect(await rowsOf('rejected_lines', LOGS, {}, { most: 0 })).toEqual([]);
  });
});

describe('logged_fields', () => {
  it('counts the requests that carry each field', async () => {
    const log = logOf([
      {},
      { requestS: '0.1', upstreamS: '0.1', cpuS: '0.01', agent: 'curl/8', cache: 'MISS', type: 'text/html' },
      { requestS: '0.2', upstreamS: '-', cache: 'HIT', sqlS: '0.05' },
      { requestS: '0.3', upstreamS: '0.2', cpuS: '0.02' },
    ]);
    expect(await rowsOf('logged_fields', log)).toEqual([
      {
        requests: 4,
        timed: 4,
        request_time: 3,
        upstream_known: 4,
        upstream_time: 2,
        cpu_time: 2,
        wait_time: 1,
        time_resolution_s: 0.001,
      },
    ]);
  });

  it('tells the resolution of the coarsest file that has requests, and null where no file has times', async () => {
    const timed = (files: Record<string, string>, logFormat: string | null) =>
      rowsOf<{ time_resolution_s: number | null }>('logged_fields', files, { logFormat });
    const local = '192.0.2.1 - - [14/Nov/2023:22:13:20 +0000] "GET / HTTP/1.1" 200 5 "-" "-"\n';
    expect((await timed({ 'a.log': local }, null))[0]!.time_resolution_s).toBe(1);
    expect((await timed({ 'a.log': logLine(), 'empty.log': '' }, FULL_FORMAT))[0]!.time_resolution_s).toBe(0.001);
    expect((await timed({ 'a.log': '"GET / HTTP/1.1" 200\n' }, '"$request" $status'))[0]!.time_resolution_s).toBeNull();
  });
});

describe('templates', () => {
  it('gives every path template with its requests; a malformed request has none', async () => {
    const paths = ['/', '/users/123456', '/users/654321', '/users/123456?page=2'];
    const log = logOf([...paths.map((path) => ({ request: `GET ${path} HTTP/1.1` })), { request: '' }]);
    expect(await rowsOf('templates', log)).toEqual([
      { id: expect.any(Number), template: '/', requests: 1 },
      { id: expect.any(Number), template: '/users/:id', requests: 3 },
    ]);
  });
});
