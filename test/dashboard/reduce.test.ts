import { describe, expect, it } from 'vitest';
import { eventOf } from '../../src/dashboard/keys.js';
import type { Look } from '../../src/dashboard/look.js';
import { reduce } from '../../src/dashboard/reduce.js';
import { type DashboardEvent, initialState, type State } from '../../src/dashboard/state.js';
import { VIEWS } from '../../src/dashboard/views.js';
import type { Report } from '../../src/report/types.js';
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
    expect(press(start(), ...VIEWS.map(() => 'tab')).view).toBe('overview');
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
