import { type LineFields, logOf, repeated } from './lines.js';
import { seeded } from './random.js';
import { arrivals, type Demand, linesOf, serveWithWorkers, steady } from './simulate.js';

const DEMANDS: readonly Demand[] = [
  { path: '/api/risk', cpuMs: 60, waitMs: 0 },
  { path: '/pricing', cpuMs: 8, waitMs: 0 },
  { path: '/search', cpuMs: 12, waitMs: 0 },
  { path: '/basket', cpuMs: 20, waitMs: 20 },
  { path: '/orders/100001', cpuMs: 2, waitMs: 50 },
  { path: '/users/me', cpuMs: 1, waitMs: 20 },
];
/** Answers that are the same for everybody. */
const SAME_SIZE: Readonly<Record<string, number>> = { '/pricing': 60_000 };

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.2 Mobile/15E148 Safari/604.1';
const GOOGLEBOT = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';

const get = (path: string, fields: Partial<LineFields> = {}): Partial<LineFields> => ({
  request: `GET ${path} HTTP/1.1`,
  requestS: '0.000',
  ...fields,
});

/**
 * Two minutes of a small shop behind nginx with four workers: something to offload, to cache, to compile and to leave
 * alone, and all that a report can hold besides. The same in every run.
 */
export function siteLines(): Partial<LineFields>[] {
  const random = seeded(7);
  const asked = linesOf(serveWithWorkers(arrivals(DEMANDS, steady(6), 120, random), 4, 2)).map((line, i) => {
    const path = line.request!.split(' ')[1]!;
    return {
      ...line,
      client: `192.0.2.${i % 40}`,
      agent: i % 10 === 0 ? GOOGLEBOT : i % 3 === 0 ? IPHONE : FIREFOX,
      bytes: SAME_SIZE[path] ?? 2000 + (i % 97),
      type: 'text/html',
      cache: path === '/pricing' ? 'MISS' : '-',
      status: path === '/api/risk' && i % 50 === 0 ? 500 : 200,
    };
  });
  const file = (path: string, type: string, upstreamS: string): Partial<LineFields> =>
    get(path, { at: 1.5, bytes: 40_000, type, upstreamS, requestS: upstreamS, cpuS: '0.0021', agent: FIREFOX });
  return [
    ...asked,
    ...repeated(50, file('/assets/app.1f3c9a7be2.js', 'application/javascript', '0.012')),
    ...repeated(30, file('/assets/logo.png', 'image/png', '0.009')),
    ...repeated(10, file('/favicon.ico', 'image/x-icon', '0.004')),
    ...repeated(25, get('/media/shoe.webp', { at: 2.25, bytes: 90_000, type: 'image/webp' }), 3),
    ...repeated(20, get('/pricing', { at: 3.5, bytes: 60_000, type: 'text/html', cache: 'HIT', cpuS: '0.008' }), 2),
    ...repeated(6, get('/wp-login.php', { at: 4, status: 404, bytes: 150, agent: 'zgrab/0.x' }), 7),
    ...repeated(2, { at: 5, request: '\\x16\\x03\\x01', status: 400, bytes: 150, client: '203.0.113.9' }, 30),
    { at: 6, request: '', status: 408, bytes: 0, client: '203.0.113.9' },
  ];
}

/** Its log, with two lines that are none, a comment and a blank line. */
export function siteLog(): string {
  return `# rotated by logrotate\n${logOf(siteLines())}\nnot a line of any format\n1700000000.000 cut off in the mid`;
}
