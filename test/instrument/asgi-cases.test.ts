import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { instrumentText } from '../../src/advice/instrument/text.js';
import { describeWith, ENVIRONMENT, PYTHON } from './support/requirements.js';
import { pythonHome } from './support/site.js';

type Headers = [string, string][];
interface Cases {
  inTurn: Record<string, Headers> & { failing_children: Record<string, unknown> };
  atOnce: [string, Headers][];
  ownFactory: { headers: Headers; made: number };
  withoutLoop: Headers;
  lifespan: boolean;
}

function runCases(loop: string): Cases {
  const { dir, environment } = pythonHome(instrumentText('asgi'));
  try {
    const script = fileURLToPath(new URL('apps/asgi_cases.py', import.meta.url));
    const env = { ...ENVIRONMENT, ...environment };
    return JSON.parse(execFileSync(PYTHON, [script, loop], { env, encoding: 'utf8', timeout: 20_000 }));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const cpuOf = (headers: Headers | undefined): number =>
  Number(headers?.find(([name]) => name === 'x-cpu-time')?.[1] ?? Number.NaN);
const names = (headers: Headers | undefined): string[] | undefined => headers?.map(([name]) => name);

function expectBurn(headers: Headers | undefined): void {
  expect(cpuOf(headers)).toBeGreaterThanOrEqual(0.025);
  expect(cpuOf(headers)).toBeLessThanOrEqual(0.045);
}

for (const loop of ['asyncio', 'uvloop'] as const) {
  describeWith(loop === 'uvloop' ? ['python', 'uvloop'] : ['python'], `the ASGI middleware on ${loop}`, () => {
    let cases: Cases;
    beforeAll(() => {
      cases = runCases(loop);
    });

    test.each([
      ['the request itself', 'own'],
      ['children gathered', 'gathered'],
      ['a child of a child', 'grandchild'],
      ['a coroutine under a time limit', 'wait_for'],
      ['an async generator', 'async_generator'],
      ['a thread of the loop', 'to_thread'],
      ['a thread pool of its own', 'own_pool'],
      ['a thread, and tasks which the thread asks of the loop', 'thread_to_loop'],
      ['work that an executor hands back to the waiting thread', 'inline_executor'],
      ['an application wrapped twice', 'nested'],
      ['a request that the application makes of itself', 'request_within'],
      ['an answer without a body', 'not_modified'],
    ])('counts 30 ms of CPU in %s', (_, name) => expectBurn(cases.inTurn[name]));

    test.each([
      ['a pool of processes', 'process_pool'],
      ['a child process', 'child_process'],
      ['a thread started by hand', 'own_thread'],
      ['an executor used directly', 'direct_submit'],
      ['a callback of the loop', 'callback'],
      ['a worker task that serves all requests', 'queued_work'],
    ])('has no figure where the CPU time went into %s', (_, name) => {
      expect(names(cases.inTurn[name])).toEqual(['content-length']);
    });

    test('has no figure where the body is still to be computed', () => {
      expect(names(cases.inTurn.streamed)).toEqual(['content-type']);
    });

    test('a request that waits is charged with nothing, alone or among others that compute', () => {
      expect(cpuOf(cases.inTurn.waits)).toBeLessThanOrEqual(0.005);
      for (const [name, headers] of cases.atOnce) {
        if (name === 'waits') expect(cpuOf(headers)).toBeLessThanOrEqual(0.005);
        else expectBurn(headers);
      }
      expect(cases.atOnce).toHaveLength(8);
    });

    test('the next request on a connection is counted by itself while the last is ending', () => {
      expect(cpuOf(cases.inTurn.first)).toBeLessThanOrEqual(0.005);
      expectBurn(cases.inTurn.next);
    });

    test('a request within a request has no figure of its own', () => {
      expect(names(cases.inTurn.inner)).toEqual(['content-length']);
    });

    test("joins the application's Server-Timing headers and replaces its X-CPU-Time", () => {
      const headers = cases.inTurn.merged;
      expect(names(headers)).toEqual(['content-length', 'x-cpu-time', 'server-timing']);
      expect(headers?.[2]?.[1]).toMatch(/^db;dur=3, miss, cpu;dur=\d+\.\d{3}, app;dur=\d+\.\d{3}$/);
      expectBurn(headers);
    });

    test('tasks behave as without it: errors, cancelling, clean-up, names, introspection, no warnings', () => {
      expect(cases.inTurn.failing_children).toEqual({
        error: 'mine',
        state: 'CORO_SUSPENDED',
        name: 'napper',
        coroutine: 'cleans_up',
        cleaned: true,
        cancelled: ['CancelledError', 'CancelledError'],
        warnings: [],
      });
    });

    test('a task factory that was there before still makes every task', () => {
      expectBurn(cases.ownFactory.headers);
      expect(cases.ownFactory.made).toBe(3); // the request's own, and two gathered
    });

    test('steps aside where asyncio does not run, and for lifespan', () => {
      expect(names(cases.withoutLoop)).toEqual(['content-length']);
      expect(cases.lifespan).toBe(true);
    });
  });
}
