import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { renderToString } from 'ink';
import { describe, expect, it, vi } from 'vitest';
import { Dashboard } from '../../src/dashboard/dashboard.js';
import type { Size } from '../../src/dashboard/geometry.js';
import { eventOf } from '../../src/dashboard/keys.js';
import type { Look } from '../../src/dashboard/look.js';
import { reduce } from '../../src/dashboard/reduce.js';
import { initialState } from '../../src/dashboard/state.js';
import { displayWidth } from '../../src/render/clean.js';
import type { Report } from '../../src/report/types.js';
import { answered } from './fixture-answers.js';
import { emptyReport, fixtureReport, HOSTILE, timelessReport } from './fixture-report.js';

// Ink decides about colours when it is loaded, and a test has no terminal.
vi.hoisted(() => {
  process.env.FORCE_COLOR = '1';
});

const SIZES: Size[] = [
  { columns: 60, rows: 20 },
  { columns: 80, rows: 24 },
  { columns: 100, rows: 33 },
  { columns: 120, rows: 40 },
  { columns: 160, rows: 50 },
  { columns: 200, rows: 60 },
];
const KEYS = [
  ['1'],
  ['2'],
  ['3'],
  ['4'],
  ['5', 'l'],
  ['6', 'G'],
  ['7'],
  ['2', 'return'],
  ['3', 'return'],
  ['7', 'return'],
  ['8', 'S', 'E', 'L', 'left'],
  ['8', 'x', 'return'],
  ['t', 'h', 'v', 'h'],
  ['2', '/', 'a', 'p'],
  ['5', 'return', '4'],
  ['?'],
  ['2', 'G', 's', 'r'],
];
const REPORTS: [string, () => Report][] = [
  ['full', fixtureReport],
  ['timeless', timelessReport],
  ['empty', emptyReport],
];
const UNICODE: Look = { palette: 'dark', charset: 'unicode' };

function draw(report: Report, size: Size, keys: string[] = [], look: Look = UNICODE, texts?: string): string {
  const start = answered(initialState(report, look, size), texts);
  const state = keys.reduce((now, key) => reduce(now, eventOf(key, now)!), start);
  return renderToString(<Dashboard state={state} />, { columns: size.columns });
}

const text = (frame: string) => stripVTControlCharacters(frame);

function expectToFit(frame: string, { columns, rows }: Size): void {
  const lines = text(frame).split('\n');
  expect(lines.length).toBeLessThanOrEqual(rows - 1);
  for (const line of lines) expect(displayWidth(line), line).toBeLessThanOrEqual(columns);
  // Colours are the only control sequences, and line breaks the only other control bytes.
  const rest = frame.replaceAll(/\x1b\[[\d;]*m/g, '').replaceAll('\n', '');
  expect(rest).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
}

describe.each(REPORTS)('every screen of the %s report', (_name, report) => {
  const { lines, parsed, rejected, ignored } = report().input;
  const exact = (n: number) => n.toLocaleString('en-US');
  const account = `${exact(lines)} lines = ${exact(parsed)} parsed + ${exact(rejected)} rejected + ${exact(ignored)} ignored`;

  it.each(SIZES)('fits into $columns x $rows and accounts for every line read', (size) => {
    for (const keys of KEYS) {
      const frame = draw(report(), size, keys);
      expectToFit(frame, size);
      expect(text(frame)).toContain(account);
    }
  });
});

describe('the themes', () => {
  const size = { columns: 120, rows: 40 };
  // Blanks that nobody sees are drawn or not.
  const rows = (frame: string) =>
    text(frame)
      .split('\n')
      .map((line) => line.trimEnd());

  it.each(['light', 'contrast-dark', 'contrast-light'] as const)(
    '%s draws the same text in other colours',
    (palette) => {
      for (const keys of KEYS) {
        const dark = draw(fixtureReport(), size, keys);
        const frame = draw(fixtureReport(), size, keys, { palette, charset: 'unicode' });
        expect(rows(frame)).toEqual(rows(dark));
        expect(frame).not.toBe(dark);
      }
    },
  );

  it('none differs from them in the marks of the view that is shown, and in nothing else', () => {
    for (const keys of KEYS) {
      const dark = rows(draw(fixtureReport(), size, keys));
      const plain = rows(draw(fixtureReport(), size, keys, { palette: 'none', charset: 'unicode' }));
      expect(plain[1]).not.toBe(dark[1]);
      expect(plain.with(1, plain[1]!.replace(/\[(.*)\]/, ' $1 ').trimEnd())).toEqual(dark);
    }
  });
});

describe('without colours', () => {
  const plain: Look = { palette: 'none', charset: 'unicode' };

  it('prints no colour code at all, and with colours it does', () => {
    for (const keys of KEYS)
      expect(draw(fixtureReport(), { columns: 120, rows: 40 }, keys, plain)).not.toContain('\x1b');
    expect(draw(fixtureReport(), { columns: 120, rows: 40 })).toContain('\x1b[');
  });

  it('still tells which view is shown and which row is selected', () => {
    const frame = draw(fixtureReport(), { columns: 80, rows: 24 }, ['2', 'j'], plain);
    expect(frame).toContain('[2 Routes]');
    expect(frame.split('\n').filter((line) => line.startsWith('▌'))).toEqual([
      expect.stringContaining('/api/reports/:id/pdf'),
    ]);
  });
});

describe('on a terminal without Unicode', () => {
  it.each(SIZES)('prints ASCII only at $columns x $rows', (size) => {
    for (const keys of KEYS) {
      const frame = draw(fixtureReport(), size, keys, { palette: 'none', charset: 'ascii' });
      expect(frame).toMatch(/^[\n -~]*$/);
      expectToFit(frame, size);
    }
  });
});

describe('a terminal that is too small', () => {
  it.each([
    { columns: 59, rows: 20 },
    { columns: 200, rows: 19 },
    { columns: 12, rows: 3 },
    { columns: 1, rows: 1 },
  ])('says so at $columns x $rows', (size) => {
    const frame = draw(fixtureReport(), size);
    expectToFit(frame, { columns: size.columns, rows: Math.max(2, size.rows) });
    if (size.columns > 40) expect(text(frame)).toContain(`it is ${size.columns}x${size.rows}, logsplit needs 60x20.`);
  });
});

describe('the overview', () => {
  const overview = (size: Size, report = fixtureReport()) => text(draw(report, size));

  it.each(SIZES)('leads with the best saving at $columns x $rows', (size) => {
    const [above, first, second] = overview(size)
      .split('\n')
      .slice(1)
      .filter((line) => !line.includes('───'))
      .slice(0, 3);
    expect(above).toContain('Overview');
    expect(first).toContain('cache GET /api/catalog/:id');
    // 1,410 s.
    expect(second).toContain('Saves 23 m 30 s of app time');
  });

  it.each(SIZES)('shows the split, the status, the bots and the timeline at $columns x $rows', (size) => {
    const frame = overview(size);
    for (const word of ['static', 'dynamic', 'nginx', 'app', '2xx', '5xx', 'Bots', '11.9%', '09:00', '10:59']) {
      expect(frame).toContain(word);
    }
  });

  it('names a file that broke off where there is room for files', () => {
    expect(overview({ columns: 160, rows: 50 })).toContain('the archive is');
    expect(overview({ columns: 80, rows: 24 })).toContain('1 file broken off');
  });

  it('says that a log without times has no timeline, and shows requests instead of seconds', () => {
    const frame = overview({ columns: 80, rows: 24 }, timelessReport());
    expect(frame).toContain('No times in the log');
    expect(frame).toContain('Touches 31.9k requests');
    expect(frame).not.toContain('NaN');
  });
});

describe('a log that names neither servers nor times', () => {
  const base = timelessReport();
  const { requests } = base.totals;
  const instrument = base.recommendations.find(({ action }) => action === 'instrument')!;
  const report: Report = {
    ...base,
    totals: {
      ...base.totals,
      servedBy: { nginx: 0, cache: 0, app: 0, unknown: requests },
      leak: { requests: 0, bytes: 0, appSeconds: null },
    },
    recommendations: [
      {
        ...instrument,
        why: 'The log has no times.',
        saving: { ...instrument.saving, requests: 0, bytes: 0, appSeconds: 0 },
      },
    ],
  };
  const frame = text(draw(report, { columns: 80, rows: 24 }));

  it('says so, rather than that no static request reached the app', () => {
    expect(frame).toContain('the log does not tell who served what');
    expect(frame).not.toContain('no static request');
  });

  it('says why its first recommendation comes first, as it saves nothing by itself', () => {
    expect(frame).toContain('The log has no times.');
    expect(frame).not.toContain('Saves 0 s');
  });
});

describe('the routes', () => {
  const header = (columns: number) =>
    text(draw(fixtureReport(), { columns, rows: 24 }, ['2']))
      .split('\n')
      .find((line) => line.includes('method')) ?? '';

  it('drop columns in order of importance', () => {
    expect(
      header(60)
        .trim()
        .split(/\s{1,}/),
    ).toEqual(['method', 'route', 'reqs', 'app', 'time▼', 'bound']);
    for (const title of ['p95', 'conf']) expect(header(80)).toContain(title);
    for (const title of ['of app time', 'p50']) expect(header(120)).toContain(title);
    for (const title of ['p99', 'errors', 'over time']) expect(header(160)).toContain(title);
    for (const title of ['kind', 'bytes']) expect(header(200)).toContain(title);
  });

  it('show where the sort is, and turn its arrow round', () => {
    const titles = (...keys: string[]) => text(draw(fixtureReport(), { columns: 80, rows: 24 }, ['2', ...keys]));
    expect(titles()).toContain('app time▼');
    expect(titles('s')).toContain('reqs▼');
    expect(titles('s', 'r')).toContain('reqs▲');
  });

  it('show a route in full: evidence, statuses and who served it', () => {
    const frame = text(draw(fixtureReport(), { columns: 120, rows: 60 }, ['2', 'j', 'return']));
    for (const part of [
      'GET /api/reports/:id/pdf',
      'Evidence',
      'R1 cpu',
      'Statuses',
      '2xx',
      'Served by',
      'app',
      '#2 compile',
    ]) {
      expect(frame).toContain(part);
    }
  });

  it('align in spite of wide characters', () => {
    const lines = text(draw(fixtureReport(), { columns: 80, rows: 24 }, ['2'])).split('\n');
    const boundAt = (route: string) => {
      const line = lines.find((one) => one.includes(route)) ?? '';
      return displayWidth(line.slice(0, line.search(/ (io|cpu|unknown) +\w+ *$/)));
    };
    expect(boundAt('商品')).toBe(boundAt('/api/catalog'));
    expect(boundAt('🚀')).toBe(boundAt('/api/catalog'));
  });
});

describe('the recommendations', () => {
  it('show why, how, the saving from low to high, the confidence and the routes', () => {
    const frame = text(draw(fixtureReport(), { columns: 100, rows: 60 }, ['3', 'j', 'j', 'return']));
    for (const part of [
      'Why',
      'How',
      '    root /srv/app/current/public;',
      'Confidence',
      'high',
      '2 routes',
      'GET /static/logo.svg',
    ]) {
      expect(frame).toContain(part);
    }
    // 669 s: 548.58 s to 695.76 s.
    expect(frame).toContain('9 m 09 s – 11 m 36 s');
  });
});

describe('the rejected lines', () => {
  it('show the reasons with their numbers, then file, line and sample', () => {
    const frame = text(draw(fixtureReport(), { columns: 120, rows: 24 }, ['7']));
    expect(frame).toMatch(/8 █.*57\.1%\s+the line does not match the format/);
    expect(frame).toMatch(/access\.log:1203 no status where one belongs\s+\\x1b\[2J\\x1b\]0;owned/);
  });

  it('say that there is none where there is none', () => {
    expect(text(draw(emptyReport(), { columns: 80, rows: 24 }, ['7']))).toContain('No line was rejected.');
  });
});

it('every key that does something stands in the help', () => {
  const frame = text(draw(fixtureReport(), { columns: 120, rows: 60 }, ['?']));
  for (const key of [
    'q  Ctrl-C',
    'tab',
    'shift-tab',
    'j  down',
    'k  up',
    'page down',
    'page up',
    'g  home',
    'G  end',
    ' s ',
    ' r ',
    'enter',
    'esc  backspace',
  ]) {
    expect(frame).toContain(key);
  }
  for (const view of ['Overview', 'Routes', 'Recommendations', 'Rejected']) expect(frame).toContain(view);
});

/** Where borders and rules stand in each row of a frame, in columns of the terminal. */
function borders(frame: string): string[][] {
  return text(frame)
    .split('\n')
    .map((line) =>
      [...line.matchAll(/[│╭╮╰╯]/g)].map(({ 0: glyph, index }) => `${displayWidth(line.slice(0, index))}${glyph}`),
    );
}

const ODD = [
  // Indic conjuncts, each one cluster of two columns.
  'क्षि',
  // Two marks on a letter, which Unicode has not as one character.
  'q\u0303\u0323',
  // Syllables of Korean in their parts, a modern and an old one.
  '\u1112\u1161\u11ab\ua960\u1176',
  // Flags, and half a flag.
  '🇩🇪🇯🇵🇦',
  // Skin tones and joiners.
  '👩🏽‍🚀👨‍👩‍👧‍👦',
  '東京',
  // Right to left, with its marks.
  '\u202e\u2067שלום\u200f مرحبا\u2069',
  // Emoji and text presentation, a keycap.
  '☺\ufe0f☺\ufe0e1\ufe0f\u20e3',
].map((odd) => odd.repeat(40));

describe('wide, combining and joined characters', () => {
  it.each([...SIZES, { columns: 300, rows: 100 }])('move no border at $columns x $rows', (size) => {
    const base = fixtureReport();
    const renamed = (names: string[]): Report => {
      const name = (i: number) => names[i % names.length]!;
      return {
        ...base,
        input: { ...base.input, files: base.input.files.map((file, i) => ({ ...file, path: name(i) })) },
        routes: base.routes.map((route, i) => ({ ...route, route: name(i) })),
        recommendations: base.recommendations.map((one, i) => ({
          ...one,
          target: name(i),
          how: name(i),
          why: name(i),
        })),
      };
    };
    for (const keys of KEYS) {
      const frame = draw(renamed(ODD), size, keys);
      expectToFit(frame, size);
      expect(borders(frame)).toEqual(borders(draw(renamed(['x'.repeat(100)]), size, keys)));
    }
  });
});

it('no text from a log, wherever it stands, breaks a screen', () => {
  const hostile = fc.string({
    unit: fc.oneof(
      fc.constantFrom(...HOSTILE, '日', '🚀', '👍🏽', 'क्', ' ', '\\'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
    maxLength: 90,
  });
  const base = fixtureReport();
  fc.assert(
    fc.property(hostile, fc.constantFrom(...SIZES), fc.constantFrom(...KEYS), (evil, size, keys) => {
      const report: Report = {
        ...base,
        input: {
          ...base.input,
          files: base.input.files.map((file) => ({ ...file, path: evil, format: evil, fault: evil })),
          rejectReasons: { [evil]: 14 },
          rejectedLines: base.input.rejectedLines.map((line) => ({ ...line, path: evil, reason: evil, sample: evil })),
          firstTime: evil,
        },
        routes: base.routes.map((route) => ({
          ...route,
          method: evil,
          host: evil,
          route: evil,
          evidence: [{ rung: 'R4', says: 'unknown', detail: evil }],
        })),
        recommendations: base.recommendations.map((one) => ({
          ...one,
          target: evil,
          why: evil,
          how: evil,
          routes: [evil, evil],
        })),
        agents: {
          ...base.agents,
          bots: { ...base.agents.bots, names: [{ name: evil, requests: 1 }] },
          browsers: [{ name: evil, requests: 2 }],
        },
        timeline: { ...base.timeline, buckets: base.timeline.buckets.map((bucket) => ({ ...bucket, time: evil })) },
      };
      expectToFit(draw(report, size, keys, UNICODE, evil), size);
    }),
    { numRuns: 40 },
  );
});
