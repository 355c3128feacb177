import { describe, expect, it } from 'vitest';
import { bestQueueing, type Queueing } from '../../src/evidence/queueing.js';
import type { Report } from '../../src/report/types.js';
import { reportOf } from '../support/analyze.js';
import { START_S } from '../support/lines.js';

interface Answer {
  path: string;
  /** Until the header, as nginx sees it, and as the application does. */
  untilMs: number;
  appMs: number;
  cache?: string;
}

const LOG_FORMAT =
  '$msec "$request" $status urt=$upstream_response_time uht=$upstream_header_time ucs=$upstream_cache_status "$upstream_http_server_timing"';

function reportOn(answers: readonly Answer[]): Promise<Report> {
  const lines = answers.map(({ path, untilMs, appMs, cache }, i) => {
    const time = cache === 'HIT' ? '-' : (untilMs / 1e3).toFixed(3);
    return `${START_S + i}.000 "GET ${path} HTTP/1.1" 200 urt=${time} uht=${time} ucs=${cache ?? '-'} "app;dur=${appMs}"\n`;
  });
  return reportOf(lines.join(''), { logFormat: LOG_FORMAT });
}

/** Ten requests of each route, the first half of which wait for a worker. */
const waitingFor = (queueMs: number, leastMs = 0): Answer[] =>
  Array.from({ length: 10 }, (_, i) =>
    ['/a', '/b', '/c'].map((path, j) => {
      const appMs = 10 * (j + 1);
      return { path, appMs, untilMs: appMs + (i < 5 ? queueMs : leastMs) };
    }),
  ).flat();

describe('the best of two ways to the waiting', () => {
  const way = (found: Queueing['found'], workers: number | null): Queueing => ({
    found,
    workers,
    queuedS: 1,
    perRoute: new Map(),
  });

  it('is the application’s own time, with the number of workers from the replay', () => {
    const reported = way('reported', null);
    expect(bestQueueing(reported, way('searched', 4), false)).toEqual({ ...reported, workers: 4 });
    expect(bestQueueing(null, way('searched', 4), false)).toEqual(way('searched', 4));
    expect(bestQueueing(null, null, false)).toBeNull();
  });

  it('searches no workers where requests share a thread, and believes who tells them', () => {
    expect(bestQueueing(null, way('searched', 4), true)).toBeNull();
    expect(bestQueueing(way('reported', null), way('searched', 4), true)).toEqual(way('reported', null));
    expect(bestQueueing(null, way('given', 4), true)).toEqual(way('given', 4));
  });
});

describe('time that requests wait for a worker, from the application’s own times', () => {
  it('is what its own wall time leaves of the time until the header', async () => {
    const { totals, routes } = await reportOn(waitingFor(40));
    expect(totals.queueing).toEqual({
      workers: null,
      found: 'reported',
      seconds: expect.closeTo(0.6),
      share: expect.closeTo(0.6 / 1.2),
    });
    for (const { queuedSeconds } of routes) expect(queuedSeconds).toBeCloseTo(0.2);
  });

  it('is nothing where the two times differ by the grain of the clock', async () => {
    expect((await reportOn(waitingFor(2, 1))).totals.queueing).toMatchObject({ seconds: 0, share: 0 });
  });

  it('is seen where the queue never ends, for it delays all routes alike', async () => {
    expect((await reportOn(waitingFor(80, 60))).totals.queueing).toMatchObject({ seconds: expect.closeTo(2.1) });
  });

  it('is not taken from an application whose time is only a part of its work', async () => {
    // "app" without the database, which takes 2, 40 and 200 ms.
    const answers = Array.from({ length: 10 }, () => [
      { path: '/a', appMs: 10, untilMs: 12 },
      { path: '/b', appMs: 10, untilMs: 50 },
      { path: '/c', appMs: 10, untilMs: 210 },
    ]).flat();
    const { totals, routes } = await reportOn(answers);
    expect(totals.queueing).toBeNull();
    expect(routes[0]!.queuedSeconds).toBeNull();
  });

  it('is not read from headers that a cache replays', async () => {
    const hits = Array.from({ length: 30 }, () => ({ path: '/a', appMs: 1, untilMs: 0, cache: 'HIT' }));
    const { totals } = await reportOn([...waitingFor(40), ...hits]);
    expect(totals.queueing).toMatchObject({ seconds: expect.closeTo(0.6) });
  });

  it('is not known where the application reports no time, or too few', async () => {
    const report = await reportOf(`"GET / HTTP/1.1" 200 urt=0.010 uht=0.010\n`.repeat(30), {
      logFormat: '"$request" $status urt=$upstream_response_time uht=$upstream_header_time',
    });
    expect(report.totals.queueing).toBeNull();
    expect((await reportOn(waitingFor(40).slice(0, 12))).totals.queueing).toBeNull();
  });
});
