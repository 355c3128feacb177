import stringWidth from 'string-width';
import { beforeAll, describe, expect, it } from 'vitest';
import { cleanText, displayWidth } from '../../src/render/clean.js';
import { renderText } from '../../src/render/text.js';
import type { Report } from '../../src/report/types.js';
import { reportOf } from '../support/analyze.js';
import { ACTIVE, HOSTILE, LONG_PATH, poisoned } from '../support/hostile.js';
import { logOf, repeated } from '../support/lines.js';
import { siteLog } from '../support/site.js';

const COMBINED = '192.0.2.1 - - [14/Nov/2023:22:13:20 +0100] "GET /a.css HTTP/1.1" 200 5 "-" "curl/8.5.0"\n'.repeat(3);
const plain = (report: Report, columns: number): string => renderText(report, { columns, top: 20, color: false });

let site: Report;
beforeAll(async () => {
  site = await reportOf(siteLog());
});

const REPORTS: [name: string, make: () => Report | Promise<Report>][] = [
  ['a small shop', () => site],
  ['a shop that logs its host', () => withHosts(site, 'shop.example')],
  ['two shops', () => withHosts(site, 'shop.example', 'a-rather-long-name.of-another-shop.example')],
  ['a combined log', () => reportOf(COMBINED, { logFormat: null })],
  ['hostile texts everywhere', () => poisoned(site, HOSTILE)],
  ['long texts everywhere', () => poisoned(site, LONG_PATH)],
  ['hostile requests', () => reportOf(logOf(hostileRequests()))],
  ['times of years', () => slowed(site)],
];

function withHosts(report: Report, ...hosts: string[]): Report {
  return { ...report, routes: report.routes.map((route, i) => ({ ...route, host: hosts[i % hosts.length]! })) };
}

/** The lines of the instructions that are configuration or code, as they are printed. */
function pastedLines(report: Report): string[] {
  const lines = report.recommendations.flatMap(({ how }) => how.split('\n'));
  return lines.filter((line) => line.startsWith('    ')).map((line) => `     ${cleanText(line)}`.trimEnd());
}

function hostileRequests() {
  const paths = [
    '/\\x1B[2Jx.css',
    '/\\xC2\\x9B31m',
    '/a\\x0Ab',
    '/\\xE2\\x80\\xAEtxt.exe',
    '/商品/東京',
    `/${'x'.repeat(10_000)}`,
  ];
  return [
    ...paths.flatMap((path) =>
      repeated(12, { request: `GET ${path} HTTP/1.1`, upstreamS: '0.100', requestS: '0.100', agent: `${path}/1.0` }),
    ),
    { request: '\\x16\\x03\\x1B]0;owned\\x07' },
  ];
}

function slowed(report: Report): Report {
  const slow = { sum: 4e9, mean: 4e7, p50: 3599, p90: 4e5, p95: 3e8, p99: 3e8, max: 3e8 };
  return { ...report, routes: report.routes.map((route) => ({ ...route, requestTime: slow, upstreamTime: slow })) };
}

describe.each(REPORTS)('the text report of %s', (_name, make) => {
  let report: Report;
  beforeAll(async () => {
    report = await make();
  });

  it.each([60, 80, 120])('is not wider than %d columns, but for lines to paste', (columns) => {
    const pasted = pastedLines(report);
    for (const line of plain(report, columns).split('\n')) {
      const width = Math.max(displayWidth(line), stringWidth(line));
      if (width > columns) expect(pasted).toContain(line);
    }
  });

  it('holds nothing that acts on a terminal', () => {
    expect(plain(report, 80)).not.toMatch(ACTIVE);
  });

  it('ends with one line end, has no blanks at line ends, and no two blank lines in a row', () => {
    expect(plain(report, 80)).toMatch(/[^\n]\n$/);
    expect(plain(report, 80)).not.toMatch(/ \n|\n\n\n/);
  });
});

describe('the text report', () => {
  it('leaves configuration and code as it is, to be pasted, and fits it into 80 columns', () => {
    const code = pastedLines(site);
    expect(code.length).toBeGreaterThan(15);
    for (const columns of [60, 80]) expect(plain(site, columns).split('\n')).toEqual(expect.arrayContaining(code));
    expect(Math.max(...code.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('prints instructions that several recommendations share once', () => {
    const text = plain(site, 80);
    expect(text.match(/py-spy record/g)).toHaveLength(1);
    expect(text).toMatch(/^ {2}\d, \d, \d {2}compile$/m);
  });

  it('leaves times out where the page is narrow, and never the route', async () => {
    const header = (columns: number) => /^ROUTES.*\n(.*)$/m.exec(plain(site, columns))![1]!.trim().split(/ +/);
    expect(header(120)).toEqual(['share', 'p50', 'p95', 'p99', 'requests', 'bound', 'route']);
    expect(header(60)).toEqual(['share', 'requests', 'bound', 'route']);
    expect(plain(site, 60)).toContain('GET /assets/app.:hash.js\n');
  });

  it('names a host that all routes have once, and others in each row', () => {
    const one = plain(withHosts(site, 'shop.example'), 80);
    expect(one).toContain('ROUTES by application time, all of shop.example\n');
    expect(one).toMatch(/cpu high +GET \/api\/risk$/m);
    const two = plain(withHosts(site, 'a.example', 'b.example'), 120);
    expect(two).toMatch(/cpu high +GET a\.example\/api\/risk$/m);
  });

  it('keeps both ends of a name that is too long, which tell routes apart', () => {
    const report = site;
    const route = { ...report.routes[0]!, route: '/catalogue/of/all/the/things/that/we/sell/reviews' };
    const text = plain({ ...report, routes: [route] }, 60);
    expect(text).toMatch(/GET \/catalog\S*…\S*\/reviews$/m);
  });

  it('shows as many routes and recommendations as asked for, and says what is left', () => {
    const text = renderText(site, { columns: 80, top: 2, color: false });
    const { recommendations, routes } = site;
    expect(text).toContain(`and ${recommendations.length - 2} more: --top ${recommendations.length}`);
    expect(text).toContain(`and ${routes.length - 2} more: --top ${routes.length}`);
    expect(text).not.toContain('/favicon.ico');
  });

  it('is the same with colour, but for bold titles', () => {
    const colored = renderText(site, { columns: 80, top: 20, color: true });
    expect(colored).not.toBe(plain(site, 80));
    expect(colored.replaceAll(/\x1b\[(?:1|22)m/g, '')).toBe(plain(site, 80));
  });

  it('says that nothing stands out where nothing does', async () => {
    const text = plain(await reportOf(logOf([{ request: 'GET /a.css HTTP/1.1' }])), 80);
    expect(text).toContain('Nothing stands out');
    expect(text).not.toMatch(/HOW|REJECTED|WHO ASKED|NaN|undefined|null/);
  });

  it('accounts for what filters left out', async () => {
    const text = plain(await reportOf(siteLog(), { noBots: true }), 80);
    expect(text).toMatch(/^left out: 78 requests by --no-bots$/m);
  });
});
