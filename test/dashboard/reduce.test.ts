import { describe, expect, it } from 'vitest';
import { eventOf } from '../../src/dashboard/keys.js';
import type { Look } from '../../src/dashboard/look.js';
import { ownPane } from '../../src/dashboard/panes/own.js';
import { keyOf } from '../../src/dashboard/question.js';
import { wantedQuestions } from '../../src/dashboard/questions.js';
import { reduce } from '../../src/dashboard/reduce.js';
import { type DashboardEvent, initialState, type State } from '../../src/dashboard/state.js';
import { listId, VIEWS, viewsOf } from '../../src/dashboard/views.js';
import type { Report } from '../../src/report/types.js';
import { loadQuery } from '../../src/store/query-file.js';
import { answered } from './fixture-answers.js';
import { emptyReport, fixtureReport, timelessReport } from './fixture-report.js';

const LOOK: Look = { palette: 'none', charset: 'unicode' };
const SIZE = { columns: 80, rows: 24 };
/** 80x24: body of 18 lines, one of them the table's header. */
const PAGE = 17;

const start = (report: Report = fixtureReport()): State => initialState(report, LOOK, SIZE);

function press(state: State, ...keys: string[]): State {
  return keys.reduce(
    (now, key) => reduce(now, eventOf(key, now) ?? ({ type: 'unbound' } as unknown as DashboardEvent)),
    state,
  );
}

const selectedRoute = (state: State) =>
  state.report.routes[state.routeOrder[state.positions.routes.selected] ?? -1]?.route;

describe('views', () => {
  it('starts with the overview', () => {
    expect(start().view).toBe('overview');
  });

  it.each([
    ['1', 'overview'],
    ['2', 'routes'],
    ['3', 'recommendations'],
    ['4', 'static'],
    ['5', 'errors'],
    ['6', 'clients'],
    ['7', 'rejected'],
  ])('%s shows %s', (key, view) => {
    expect(press(start(), '2', key).view).toBe(view);
  });

  it('tab goes round, shift-tab back', () => {
    expect(press(start(), 'tab').view).toBe('routes');
    expect(press(start(), 'shift+tab').view).toBe('sql');
    expect(press(start(), ...viewsOf(start()).map(() => 'tab')).view).toBe('overview');
  });

  it('each list keeps its place while another view is shown', () => {
    const state = press(start(), '2', 'j', 'j', '3', 'j', '2');
    expect(state.positions.routes.selected).toBe(2);
    expect(state.positions.recommendations.selected).toBe(1);
  });

  it('has a key of its own for each view', () => {
    expect(new Set(VIEWS.map(({ key }) => key)).size).toBe(VIEWS.length);
  });
});

describe('moving in a list', () => {
  it.each([
    [['j'], 1],
    [['down', 'down'], 2],
    [['j', 'j', 'k'], 1],
    [['k'], 0],
    [['G'], 24],
    [['end', 'k'], 23],
    [['G', 'g'], 0],
    [['end', 'home'], 0],
    // A page keeps one row of the last one in sight.
    [['pagedown'], PAGE - 1],
    [['pagedown', 'pagedown'], 24],
    [['G', 'pageup'], 24 - (PAGE - 1)],
  ])('%j selects row %i', (keys, row) => {
    expect(press(start(), '2', ...keys).positions.routes.selected).toBe(row);
  });

  it('is still the same state where a key changes nothing, so that nothing is drawn', () => {
    const end = press(start(), '2', 'G');
    expect(press(end, 'j')).toBe(end);
    const detail = press(end, 'return');
    expect(press(detail, 'k')).toBe(detail);
    expect(press(detail, 'return')).toBe(detail);
  });

  it('does nothing where there is no row', () => {
    const state = press(start(emptyReport()), '2', 'j', 'G', 'pagedown', 'return', 's', 'r');
    expect(state.positions.routes).toEqual({ selected: 0, top: 0 });
    expect(state.detailTop).toBeNull();
  });

  it('keeps the cursor on the screen when the terminal shrinks', () => {
    const state = reduce(press(start(), '2', 'pagedown'), { type: 'resize', size: { columns: 60, rows: 20 } });
    const { selected, top } = state.positions.routes;
    expect(selected).toBe(PAGE - 1);
    // Fourteen rows at 60x20.
    expect(selected - top).toBeLessThan(14);
  });

  it('also when the terminal shrank while another view was shown', () => {
    const away = press(start(), '2', 'pagedown', '1');
    const state = press(reduce(away, { type: 'resize', size: { columns: 60, rows: 20 } }), '2');
    expect(state.positions.routes.selected - state.positions.routes.top).toBeLessThan(14);
  });
});

describe('sorting routes', () => {
  it('starts with most application seconds', () => {
    const state = press(start(), '2');
    expect(state.sort).toEqual({ column: 'appSeconds', isReversed: false });
    expect(selectedRoute(state)).toBe('/api/catalog/:id');
  });

  it.each([
    ['requests', 1, '/api/catalog/:id'],
    ['p50', 2, '/api/admin/export'],
    ['p95', 3, '/api/admin/export'],
    ['p99', 4, '/api/admin/export'],
    ['bytes', 5, '/download/:id'],
    ['errors', 6, '/wp-login.php'],
    ['appSeconds', 7, '/api/catalog/:id'],
  ])('s goes on to %s', (column, times, first) => {
    const state = press(start(), '2', ...Array<string>(times).fill('s'));
    expect(state.sort.column).toBe(column);
    expect(selectedRoute(state)).toBe(first);
  });

  it('r turns the order round, and routes without a value stay last', () => {
    const state = press(start(), '2', 'r');
    // The least of those that the application answered; nginx answers six.
    expect(state.report.routes[state.routeOrder[0]!]?.upstreamTime).not.toBeNull();
    const last = Array.from(state.routeOrder.slice(-6), (i) => state.report.routes[i]?.upstreamTime);
    expect(last).toEqual([null, null, null, null, null, null]);
    expect(press(state, 'r').routeOrder).toEqual(start().routeOrder);
  });

  it('goes back to the first row, because that is what one sorts for', () => {
    expect(press(start(), '2', 'G', 's').positions.routes).toEqual({ selected: 0, top: 0 });
  });

  it('passes over columns that the log has no values for', () => {
    const report = timelessReport();
    const columns = [0, 1, 2, 3].map((n) => press(start(report), '2', ...Array<string>(n).fill('s')).sort.column);
    expect(columns).toEqual(['requests', 'bytes', 'errors', 'requests']);
  });

  it('leaves other views alone', () => {
    expect(press(start(), '3', 's', 'r').sort).toEqual({ column: 'appSeconds', isReversed: false });
  });
});

describe('opening and going back', () => {
  it.each(['2', '3', '7'])('Enter opens the selected row of view %s, Esc and backspace close it', (key) => {
    const open = press(start(), key, 'j', 'return');
    expect(open.detailTop).toBe(0);
    expect(press(open, 'escape').detailTop).toBeNull();
    expect(press(open, 'backspace').detailTop).toBeNull();
    expect(press(open, 'escape').positions).toEqual(open.positions);
  });

  it('scrolls a detail that is longer than the screen, and stops at its end', () => {
    const open = press(start(), '2', 'return');
    expect(press(open, 'j', 'j').detailTop).toBe(2);
    const end = press(open, 'G').detailTop ?? 0;
    expect(end).toBeGreaterThan(0);
    expect(press(open, 'G', 'j').detailTop).toBe(end);
    expect(press(open, 'G').positions).toEqual(open.positions);
  });

  it('Enter on the overview opens the recommendation of its headline', () => {
    const report = fixtureReport();
    const [first, ...others] = report.recommendations;
    const keepFirst: Report = { ...report, recommendations: [{ ...first!, action: 'keep' }, ...others] };
    const state = press(start(keepFirst), 'return');
    expect([state.view, state.detailTop, state.positions.recommendations.selected]).toEqual(['recommendations', 0, 1]);
  });

  it('showing another view closes the detail', () => {
    expect(press(start(), '2', 'return', '3').detailTop).toBeNull();
  });

  it('does not sort behind an open detail', () => {
    const open = press(start(), '2', 'return');
    expect(press(open, 's', 'r')).toEqual(open);
  });
});

describe('help', () => {
  it('opens and closes with ?, closes with Esc', () => {
    expect(press(start(), '?').helpTop).toBe(0);
    expect(press(start(), '?', '?').helpTop).toBeNull();
    expect(press(start(), '?', 'escape').helpTop).toBeNull();
  });

  it('scrolls instead of the list behind it, and gives the detail back', () => {
    const open = press(start(), '2', 'return', 'j', '?', 'j');
    expect(open.helpTop).toBe(1);
    expect(press(open, 'escape').detailTop).toBe(1);
  });
});

describe('quitting', () => {
  it.each(['q', 'ctrl+c'])('%s quits from everywhere', (key) => {
    expect(press(start(), key).hasQuit).toBe(true);
    expect(press(start(), '2', 'return', '?', key).hasQuit).toBe(true);
  });
});

it('no key touches more of 100,000 routes than the screen shows, except sorting', () => {
  const report = fixtureReport();
  const [route] = report.routes;
  let touched = 0;
  const routes = new Proxy(
    Array.from({ length: 100_000 }, () => route!),
    {
      get: (target, property, receiver) => {
        touched += typeof property === 'string' && /^\d+$/.test(property) ? 1 : 0;
        return Reflect.get(target, property, receiver) as unknown;
      },
    },
  );
  const state = press(start({ ...report, routes }), '2');
  touched = 0;
  const moved = press(state, 'j', 'pagedown', 'G', 'k', 'g', '1', '2', 'return', 'j', 'escape', '?', 'escape');
  expect(touched).toBeLessThan(100);
  press(moved, 's');
  expect(touched).toBeGreaterThanOrEqual(100_000);
});

describe('another report on a log that is followed', () => {
  const grown = (report: Report, change: (report: Report) => Partial<Report>): Report => ({
    ...report,
    ...change(structuredClone(report)),
  });
  const later = (state: State, report: Report): State => reduce(state, { type: 'report', report });

  it('keeps the route under the cursor, wherever it stands then', () => {
    const state = press(start(), '2', 'j', 'j', 'j');
    const name = selectedRoute(state);
    const report = grown(state.report, ({ routes }) => ({ routes: [...routes].reverse() }));
    const next = later(state, report);
    expect(next.report).toBe(report);
    expect(selectedRoute(next)).toBe(name);
    const fresh = grown(state.report, ({ routes }) => {
      const [first] = routes;
      const busiest = { ...first!, route: '/new', upstreamTime: { ...first!.upstreamTime!, sum: 1e9 } };
      return { routes: [busiest, ...routes] };
    });
    const shifted = later(state, fresh);
    expect(selectedRoute(shifted)).toBe(name);
    expect(shifted.positions.routes.selected).toBe(4);
  });

  it('keeps an open detail with its place, and closes it where its row is gone', () => {
    const state = press(start(), '3', 'j', 'return', 'j');
    expect(state.detailTop).not.toBeNull();
    const same = later(state, structuredClone(state.report));
    expect([same.detailTop, same.positions.recommendations]).toEqual([
      state.detailTop,
      state.positions.recommendations,
    ]);
    const gone = grown(state.report, ({ recommendations }) => ({
      recommendations: recommendations.filter((_, i) => i !== 1),
    }));
    expect(later(state, gone).detailTop).toBeNull();
  });

  it('keeps the order that was chosen, and takes the best one for the log where none was', () => {
    expect(later(press(start(), '2', 's'), fixtureReport()).sort.column).toBe('requests');
    expect(later(start(timelessReport()), fixtureReport()).sort.column).toBe('appSeconds');
    expect(later(start(), timelessReport()).sort.column).toBe('requests');
  });

  it('keeps the cursor within a list that became short', () => {
    const state = press(start(), '2', 'G');
    const short = grown(state.report, ({ routes }) => ({ routes: routes.slice(0, 2) }));
    const next = later(state, short);
    expect(next.positions.routes.selected).toBeLessThan(2);
    expect(later(next, emptyReport()).positions.routes).toEqual({ selected: 0, top: 0 });
  });
});

describe('the cross filter', () => {
  const labels = (state: State) => state.steps.map(({ label }) => label);

  it('Enter on a route narrows to it and opens it, Esc goes back to the list as it was', () => {
    const list = press(start(), '2', 'j', 'j');
    const open = press(list, 'return');
    expect(labels(open)).toEqual(['POST /api/search']);
    expect(open.steps[0]!.to).toEqual({ method: 'POST', host: null, route: '/api/search' });
    expect(open.detailTop).toBe(0);
    const back = press(open, 'escape');
    expect([labels(back), back.detailTop, back.positions.routes.selected]).toEqual([[], null, 2]);
  });

  it('Enter on rows of other views adds steps, which stay from view to view and go one by one', () => {
    const state = press(answered(start(), 'x'), '5', 'j', 'return', '6', 'return');
    expect(labels(state)).toEqual(['status 401', '0 x']);
    expect(state.steps.map(({ to }) => to)).toEqual([{ status: [401, 401] }, { client: '0 x' }]);
    expect(labels(press(state, '2', 'backspace'))).toEqual(['status 401']);
    expect(labels(press(state, 'escape', 'escape', 'escape'))).toEqual([]);
  });

  it('the same step twice is one', () => {
    expect(labels(press(answered(start(), 'x'), '5', 'return', 'return'))).toEqual(['status 400']);
  });

  it('asks anew with each step and each step back', () => {
    const state = press(answered(start()), '5', 'return');
    expect([state.epoch, press(state, 'escape').epoch]).toEqual([1, 2]);
  });

  it('drops answers about what was left', () => {
    const state = press(answered(start()), '5', 'return');
    const late: DashboardEvent = { type: 'answer', id: 'totals', key: 'totals {}', epoch: 0, value: {}, failure: null };
    expect(reduce(state, late)).toBe(state);
  });
});

describe('tables of a view', () => {
  it('l and h bring the next one and the one before to the front, and each keeps its row', () => {
    const state = press(answered(start()), '6', 'j', 'j', 'l', 'j', 'h');
    expect(listId(state)).toBe('clients');
    expect([state.positions.clients, state.positions.agent_names].map((at) => at?.selected)).toEqual([2, 1]);
    expect(listId(press(state, 'h'))).toBe('hosts');
  });
});

describe('choosing a time', () => {
  it('t starts it, h and l move it, v fixes one end, Enter narrows to it', () => {
    const state = press(start(), 't', 'l', 'v', 'l', 'l');
    const { buckets, bucketSeconds } = state.report.timeline;
    const first = (buckets.length >> 1) + 1;
    expect(state.range).toEqual({ from: first, at: first + 2 });
    const us = (i: number) => Date.parse(buckets[i]!.time) * 1000;
    const [step] = press(state, 'return').steps;
    expect(step!.to).toEqual({ timeUs: [us(first), us(first + 2) + bucketSeconds * 1e6] });
    expect(step!.label).toMatch(/^03-01 \d\d:\d\d–\d\d:\d\d$/);
    expect(press(state, 'return').range).toBeNull();
  });

  it('stays within the axis, and Esc leaves it', () => {
    const last = start().report.timeline.buckets.length - 1;
    expect(press(start(), 't', 'end', 'l').range!.at).toBe(last);
    expect(press(start(), 't', 'home', 'h').range!.at).toBe(0);
    expect(press(start(), 't', 'escape').range).toBeNull();
    expect(press(start(), 't', 'escape').steps).toEqual([]);
  });

  it('is not there without times, nor on other views', () => {
    expect(press(start(timelessReport()), 't').range).toBeNull();
    expect(press(start(), '2', 't').range).toBeNull();
  });
});

describe('what is typed', () => {
  const type = (text: string): string[] => [...text];

  it('finds rows while it is typed, and n and N go on, around the end', () => {
    const state = press(start(), '2', '/', ...type('API/CART'));
    expect(selectedRoute(state)).toContain('/api/cart');
    const found = press(state, 'return');
    expect(found.prompt).toBeNull();
    const first = found.positions.routes.selected;
    const next = press(found, 'n');
    expect(selectedRoute(next)).toContain('/api/cart');
    expect(press(next, 'N').positions.routes.selected).toBe(first);
    expect(press(found, 'j', 'escape').positions.routes.selected).toBe(first + 1);
  });

  it('is no command meanwhile: q is a letter', () => {
    const state = press(start(), '2', '/', 'q', 's', 'left', 'x', 'backspace', 'end', 'y');
    expect([state.hasQuit, state.prompt?.text]).toEqual([false, 'qsy']);
    expect(press(state, 'escape').prompt).toBeNull();
    expect(press(state, 'ctrl+c').hasQuit).toBe(false);
  });

  it('is a query on its view: asked with Enter, called back with the arrows', () => {
    const once = press(start(), '8', ...type('SELECT 1'), 'return');
    expect([once.sql, once.prompt]).toEqual(['SELECT 1', null]);
    expect(wantedQuestions(once).map(({ params }) => params.sql)).toEqual(['SELECT 1']);
    const twice = press(once, 'return', 'ctrl+u', ...type('SELECT 2'), 'return');
    expect(twice.sql).toBe('SELECT 2');
    expect(press(twice, 'return', 'up').prompt?.text).toBe('SELECT 1');
    expect(press(twice, 'return', 'up', 'down', 'return').sql).toBe('SELECT 2');
    expect(press(once, '1', '8').prompt).toBeNull();
  });

  it('can be left for another view with tab', () => {
    expect(press(start(), '8', 'x', 'tab').view).toBe('overview');
  });

  it('what came of a command stands until the next key', () => {
    const told = reduce(start(), { type: 'notice', text: 'Written.', isBad: false });
    expect(told.notice?.text).toBe('Written.');
    expect(press(told, 'j').notice).toBeNull();
  });
});

describe('a log that is read or followed', () => {
  const live = () => initialState(emptyReport(), LOOK, SIZE, true);

  it('tells how far it is until the report comes', () => {
    const reading = reduce(live(), { type: 'reading', lines: 5, done: 0.5 });
    expect(reading.live).toMatchObject({ lines: 5, done: 0.5 });
    const done = reduce(reading, { type: 'report', report: fixtureReport(), isLast: true });
    expect([done.live, done.report.routes.length]).toEqual([null, 25]);
  });

  it('a report that comes during a pause waits for its end', () => {
    const paused = press(live(), ' ');
    const held = reduce(paused, { type: 'report', report: fixtureReport() });
    expect(held.report.routes).toEqual([]);
    expect(press(held, ' ').report.routes).toHaveLength(25);
  });
});

describe("queries of the user's own", () => {
  it('are tables of a view that is there where there are some', () => {
    const own = { ...start(), own: [ownPane({ title: 'Large answers', sql: 'SELECT 1' }, 0)] };
    const shown = press(own, '9');
    expect(shown.view).toBe('own');
    expect(wantedQuestions(shown).map(({ params }) => params.sql)).toEqual(['SELECT 1']);
    const value = {
      columns: ['path', 'n'],
      rows: [
        { path: '/a', n: 1 },
        { path: '/b', n: 2 },
      ],
      isCut: false,
    };
    const [question] = wantedQuestions(shown);
    const told = reduce(shown, { type: 'answer', id: 'own 0', key: keyOf(question!), epoch: 0, value, failure: null });
    expect(press(told, 'G').positions['own 0']).toEqual({ selected: 1, top: 0 });
    expect(press(start(), '9').view).toBe('overview');
    expect(press(start(), 'shift+tab').view).toBe('sql');
    expect(press(own, 'shift+tab').view).toBe('own');
  });
});

it('every view names queries that there are', () => {
  for (const { queries } of viewsOf(start()))
    for (const name of queries(start())) expect(loadQuery(name).sql).not.toBe('');
});
