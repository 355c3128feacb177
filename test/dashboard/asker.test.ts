import { afterEach, describe, expect, it, vi } from 'vitest';
import { Asker } from '../../src/dashboard/asker.js';
import type { Narrowing } from '../../src/dashboard/narrowing.js';
import { reduce } from '../../src/dashboard/reduce.js';
import type { Log } from '../../src/dashboard/source.js';
import { type DashboardEvent, initialState, type State } from '../../src/dashboard/state.js';
import { collectReport } from '../../src/report/collect.js';
import { Store } from '../../src/store/store.js';
import { readInto } from '../support/analyze.js';
import { logOf, repeated } from '../support/lines.js';

const LOG = logOf([
  ...repeated(30, { request: 'GET /slow HTTP/1.1', client: '192.0.2.1', upstreamS: '0.3' }),
  ...repeated(10, { request: 'GET /fast HTTP/1.1', client: '192.0.2.2', upstreamS: '0.1', status: 502 }),
]);
const CLIENT: Narrowing = { label: '192.0.2.2', to: { client: '192.0.2.2' } };
const ERRORS: Narrowing = { label: '5xx', to: { status: [500, 599] } };

let closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.reverse()) await close();
  closing = [];
});

/** A dashboard without a screen, on a store; `change` may stand between it and the log. */
async function open(change: (log: Log) => Log = (log) => log, isLive = false) {
  const store = await Store.open();
  closing.push(() => store.close());
  await readInto(store, LOG);
  const report = await collectReport(store);
  const reader = await store.reader();
  closing.push(() => reader.close());
  const log = change({
    query: reader.query,
    narrow: (to) => reader.narrow(null, to),
    interrupt: () => reader.interrupt(),
    table: (sql, most) => reader.table(sql, most),
    sqlOf: (name) => name,
  });
  let state = initialState(report, { palette: 'none', charset: 'ascii' }, { columns: 80, rows: 24 }, isLive);
  const send = (event: DashboardEvent): void => {
    state = reduce(state, event);
    asker.look(state);
  };
  const asker = new Asker(log, send, state);
  closing.push(() => asker.close());
  const until = (isSo: (state: State) => boolean): Promise<void> =>
    vi.waitFor(() => expect(isSo(state)).toBe(true), { timeout: 10_000, interval: 5 });
  return { store, asker, send, until, state: () => state };
}

const shown = ({ report: { totals, routes } }: State) => [
  totals.requests,
  routes.map(({ route, requests }) => `${route} ${requests}`),
];

describe('the cross filter', () => {
  it('tells all figures anew of what it leaves, step by step and back', async () => {
    const { send, until, state } = await open();
    expect(shown(state())).toEqual([40, ['/slow 30', '/fast 10']]);
    send({ type: 'narrow', step: CLIENT });
    await until(({ report }) => report.routes.length === 1 && report.totals.requests === 10);
    expect(shown(state())).toEqual([10, ['/fast 10']]);
    expect(state().report.totals.status).toEqual({ '5xx': 10 });
    send({ type: 'narrow', step: { label: '2xx', to: { status: [200, 299] } } });
    await until(({ report }) => report.totals.requests === 0);
    send({ type: 'back' });
    await until(({ report }) => report.totals.requests === 10);
    send({ type: 'back' });
    expect(shown(state())).toEqual([40, ['/slow 30', '/fast 10']]);
    expect(state().report).toBe(state().full);
  });

  it('keeps what the evidence says of a route, and the advice about routes that are left', async () => {
    const { send, until, state } = await open();
    const { full } = state();
    send({ type: 'narrow', step: ERRORS });
    await until(({ report }) => report.routes.length === 1);
    const [route] = state().report.routes;
    const before = full.routes.find((one) => one.route === '/fast')!;
    expect([route!.bound, route!.confidence, route!.why]).toEqual([before.bound, before.confidence, before.why]);
    const names = state().report.recommendations.map(({ id }) => id);
    expect(names.every((id) => full.recommendations.some((one) => one.id === id))).toBe(true);
    expect(state().report.recommendations.some(({ target }) => target.includes('/slow'))).toBe(false);
  });

  it('asks nothing of a log that is shown whole and does not change', async () => {
    const query = vi.fn();
    await open((log) => ({ ...log, query }));
    expect(query).not.toHaveBeenCalled();
  });

  it('breaks off what is left behind, and shows none of it', async () => {
    let isFirst = true;
    const interrupt = vi.fn();
    const { send, until, state } = await open((log) => ({
      ...log,
      interrupt,
      query: async (name, params) => {
        if (!isFirst) return log.query(name, params);
        isFirst = false;
        await vi.waitFor(() => expect(interrupt).toHaveBeenCalled());
        throw new Error('INTERRUPT Error: Interrupted!');
      },
    }));
    send({ type: 'narrow', step: CLIENT });
    send({ type: 'narrow', step: ERRORS });
    await until(({ report }) => report.totals.requests === 10);
    expect(interrupt).toHaveBeenCalledTimes(1);
    expect([...state().answers.values()].map(({ failure }) => failure)).not.toContainEqual(expect.any(String));
  });

  it('tells where a question cannot be answered, and goes on with the others', async () => {
    const { send, until, state } = await open((log) => ({
      ...log,
      query: (name, params) => (name === 'agents' ? Promise.reject(new Error('no agents')) : log.query(name, params)),
    }));
    send({ type: 'narrow', step: CLIENT });
    await until(({ report }) => report.routes.length === 1);
    expect(state().answers.get('agents')?.failure).toBe('no agents');
  });
});

describe('a log that grows', () => {
  it('is told anew, but not while it is paused', async () => {
    const { asker, send, until, state } = await open((log) => log, true);
    send({ type: 'pause' });
    asker.grown();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(state().version).toBe(0);
    send({ type: 'pause' });
    await until(({ answers, epoch }) => answers.get('routes')?.epoch === epoch && epoch > 0);
    expect(shown(state())).toEqual([40, ['/slow 30', '/fast 10']]);
  });
});
