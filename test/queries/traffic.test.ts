import { describe, expect, it } from 'vitest';
import { rowsOf } from '../support/analyze.js';
import { logOf } from '../support/lines.js';

// A file from the application, from nginx and from a cache; three pages; one request line that is none.
const LOG = logOf([
  { at: 0, client: 'a', request: 'GET /app.css HTTP/1.1', bytes: 1000, requestS: '0.010', upstreamS: '0.010' },
  { at: 1, client: 'a', request: 'GET /app.css HTTP/1.1', bytes: 1000, requestS: '0.000' },
  { at: 2, client: 'b', request: 'GET /app.css HTTP/1.1', bytes: 1000, requestS: '0.000', cache: 'HIT' },
  { at: 3, client: 'b', request: 'GET /page HTTP/1.1', bytes: 500, requestS: '0.200', upstreamS: '0.100' },
  { at: 4, client: 'b', request: 'GET /page HTTP/1.1', bytes: 500, requestS: '0.300', upstreamS: '0.300', status: 502 },
  {
    at: 90.5,
    client: 'c',
    request: 'GET /gone HTTP/1.1',
    bytes: 100,
    requestS: '0.400',
    upstreamS: '0.200',
    status: 404,
  },
  { at: 91, client: '-', request: '\\x16\\x03', bytes: '-', requestS: '-', status: 400 },
]);

describe('totals', () => {
  it('is the whole log in one row', async () => {
    const [row] = await rowsOf('totals', LOG);
    expect(row).toEqual({
      requests: 7,
      excluded: 0,
      bytes: 4100,
      app_seconds: expect.closeTo(0.61),
      request_seconds: expect.closeTo(0.91),
      clients: 3,
      malformed: 1,
      first_time: '2023-11-14T22:13:20.000Z',
      last_time: '2023-11-14T22:14:51.000Z',
      span_seconds: 91,
      request_max: 0.4,
      // Of 0, 0, 0.01, 0.2, 0.3, 0.4: the median lies halfway between the third and the fourth.
      request_quantiles: [0.105, 0.35, 0.375, 0.395].map((value) => expect.closeTo(value)),
      app_requests: 4,
      app_max: 0.3,
      // Of 0.01, 0.1, 0.2, 0.3.
      app_quantiles: [0.15, 0.27, 0.285, 0.297].map((value) => expect.closeTo(value)),
      timed_requests: 6,
    });
  });

  it('has null in place of seconds that no line tells', async () => {
    const [row] = await rowsOf('totals', 'a "GET / HTTP/1.1" 200\n', { logFormat: '$remote_addr "$request" $status' });
    expect(row).toMatchObject({
      requests: 1,
      bytes: 0,
      app_seconds: null,
      request_seconds: null,
      first_time: null,
      span_seconds: null,
      request_quantiles: null,
      app_requests: 0,
    });
  });
});

describe('traffic', () => {
  it('tells content by server, most requests first', async () => {
    const seconds = (value: number) => expect.closeTo(value);
    expect(await rowsOf('traffic', LOG)).toEqual([
      { content: 'dynamic', served_by: 'app', requests: 3, share: 3 / 7, bytes: 1100, app_seconds: seconds(0.6) },
      { content: 'dynamic', served_by: 'nginx', requests: 1, share: 1 / 7, bytes: 0, app_seconds: null },
      { content: 'static', served_by: 'app', requests: 1, share: 1 / 7, bytes: 1000, app_seconds: seconds(0.01) },
      { content: 'static', served_by: 'cache', requests: 1, share: 1 / 7, bytes: 1000, app_seconds: null },
      { content: 'static', served_by: 'nginx', requests: 1, share: 1 / 7, bytes: 1000, app_seconds: null },
    ]);
  });
});

describe('status_classes', () => {
  it('counts requests by status class; what is no HTTP status is "none"', async () => {
    const statuses = ['100', '200', '204', '301', '404', '499', '500', '599', '099', '600', '-'];
    expect(await rowsOf('status_classes', logOf(statuses.map((status) => ({ status }))))).toEqual([
      { status_class: '1xx', requests: 1 },
      { status_class: '2xx', requests: 2 },
      { status_class: '3xx', requests: 1 },
      { status_class: '4xx', requests: 2 },
      { status_class: '5xx', requests: 2 },
      { status_class: 'none', requests: 3 },
    ]);
  });
});

describe('timeline', () => {
  it('counts by slices that begin at whole multiples of their width', async () => {
    // The log begins at second 20 of a minute, so its first minute holds second 20 to 59.
    expect(await rowsOf('timeline', LOG, {}, { bucket_seconds: 60 })).toEqual([
      { time: '2023-11-14T22:13:00Z', requests: 5, errors: 1, app_seconds: expect.closeTo(0.41) },
      { time: '2023-11-14T22:14:00Z', requests: 2, errors: 0, app_seconds: expect.closeTo(0.2) },
    ]);
    const seconds = await rowsOf<{ time: string }>('timeline', LOG, {}, { bucket_seconds: 1 });
    expect(seconds.map(({ time }) => time.slice(14, 19))).toEqual([
      '13:20',
      '13:21',
      '13:22',
      '13:23',
      '13:24',
      '14:50',
      '14:51',
    ]);
  });

  it('leaves requests without a time out', async () => {
    const log = 'a "GET / HTTP/1.1" 200\n';
    expect(
      await rowsOf('timeline', log, { logFormat: '$remote_addr "$request" $status' }, { bucket_seconds: 1 }),
    ).toEqual([]);
  });
});

describe('agents', () => {
  const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0';
  const log = logOf([
    { agent: firefox, upstreamS: '0.1' },
    { agent: firefox, upstreamS: '0.2' },
    { agent: 'curl/8.5.0', upstreamS: '0.4' },
    { agent: 'curl/7.0' },
    { agent: '-', upstreamS: '0.8' },
  ]);

  it('counts people by browser, system and device, bots by name, and not those that named no agent', async () => {
    const seconds = (value: number) => expect.closeTo(value);
    expect(await rowsOf('agents', log)).toEqual([
      { kind: 'bot', name: 'curl', requests: 2, app_seconds: seconds(0.4) },
      { kind: 'browser', name: 'Firefox', requests: 2, app_seconds: seconds(0.3) },
      { kind: 'device', name: 'desktop', requests: 2, app_seconds: seconds(0.3) },
      { kind: 'logged', name: 'agent', requests: 4, app_seconds: seconds(0.7) },
      { kind: 'os', name: 'Linux', requests: 2, app_seconds: seconds(0.3) },
    ]);
  });

  it('calls "other" what the agent does not tell', async () => {
    const rows = await rowsOf('agents', logOf([{ agent: 'okhttp/4.12.0' }]));
    expect(rows).toContainEqual({ kind: 'os', name: 'other', requests: 1, app_seconds: null });
  });

  it('has no row where no request named one', async () => {
    expect(await rowsOf('agents', logOf([{}]))).toEqual([]);
  });
});
