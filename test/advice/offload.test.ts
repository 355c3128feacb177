import { describe, expect, it } from 'vitest';
import { adviseOffload } from '../../src/advice/offload.js';
import { findings, type RouteShape } from '../support/findings.js';

const file = (route: string, shape: RouteShape = {}): RouteShape => ({ route, kind: 'static', ...shape });
const page = (route: string, shape: RouteShape = {}): RouteShape => ({ route, ...shape });
const offload = (...shapes: RouteShape[]) => adviseOffload(findings(shapes));
const targets = (...shapes: RouteShape[]) => offload(...shapes).map(({ target }) => target);
/** The nginx location that is to be pasted, or null. */
const locationOf = (how: string) => /^ {4}location (.*) \{$/m.exec(how)?.[1] ?? null;

describe('offloading static files', () => {
  it('names one folder for all the files in it, whatever their method and depth', () => {
    const [advice, ...others] = offload(
      file('/assets/app.:hash.js'),
      file('/assets/img/logo.png'),
      file('/assets/app.:hash.js', { method: 'HEAD', app: 10, appSeconds: 0.1 }),
      page('/cart'),
    );
    expect(others).toEqual([]);
    expect(advice).toMatchObject({
      id: 'offload:/assets/*',
      action: 'offload',
      target: '/assets/*',
      routes: ['GET /assets/app.:hash.js', 'GET /assets/img/logo.png', 'HEAD /assets/app.:hash.js'],
      confidence: 'high',
    });
    expect(locationOf(advice!.how)).toBe('^~ /assets/');
  });

  it('keeps folders and hosts apart', () => {
    expect(
      targets(
        file('/assets/a.css'),
        file('/media/b.jpg'),
        file('/assets/a.css', { host: 'one.example' }),
        file('/assets/a.css', { host: 'two.example' }),
      ),
    ).toEqual(['/assets/*', '/media/*', 'one.example/assets/*', 'two.example/assets/*']);
  });

  it('says nothing of files that nginx or a cache serves, nor of pages', () => {
    const servedBy = { nginx: 60, cache: 40, app: 0, unknown: 0 };
    expect(offload(file('/assets/a.css', { servedBy }), page('/cart'))).toEqual([]);
  });

  it('saves the sums of the log’s own figures, of the application’s share alone', () => {
    const [advice] = offload(
      file('/assets/a.css', {
        requests: 80,
        servedBy: { nginx: 30, cache: 10, app: 40, unknown: 0 },
        bytes: 9000,
        appBytes: 4000,
        appSeconds: 3,
        status: { '2xx': 20, '3xx': 40, '4xx': 20 },
      }),
      file('/assets/b.css', { app: 10, appBytes: 500, appSeconds: 1, status: { '2xx': 10 } }),
      page('/cart', { appSeconds: 16 }),
    );
    expect(advice!.saving).toEqual({
      requests: 40 + 10,
      bytes: 4000 + 500,
      appSeconds: 4,
      // Three quarters of the first were answered well; a file that is not there cannot be served from disk.
      low: expect.closeTo(3 * 0.75 + 1),
      high: 4,
      share: 4 / 20,
    });
    expect(advice!.why).toBe(
      '50 requests for static files went through the application, which spent 4.0 s on them (20% of its time).',
    );
  });

  it('has no seconds, and less confidence, where the log has no times', () => {
    const [advice] = offload(file('/assets/a.css', { appSeconds: null }), page('/cart', { appSeconds: null }));
    expect(advice).toMatchObject({
      confidence: 'medium',
      saving: { requests: 100, bytes: 100_000, appSeconds: null, low: null, high: null, share: null },
      why: '100 requests for static files went through the application.',
    });
  });
});

describe('a folder that the application answers too', () => {
  it.each<[name: string, shapes: RouteShape[], target: string, location: string]>([
    [
      'is told apart by extensions',
      [file('/shop/a.css'), file('/shop/b.JS'), file('/shop/c.css'), page('/shop/cart')],
      '/shop/*.{css,js}',
      '~* ^/shop/.*\\.(?:css|js)$',
    ],
    ['such as the root', [file('/favicon.ico'), page('/')], '/*.ico', '~* ^/.*\\.(?:ico)$'],
    ['such as the root, always', [file('/favicon.ico')], '/*.ico', '~* ^/.*\\.(?:ico)$'],
    [
      'with a writing method only',
      [file('/up/a.css'), page('/up/', { method: 'POST' })],
      '/up/*.css',
      '~* ^/up/.*\\.(?:css)$',
    ],
    ['deeper down', [file('/shop/a.css'), page('/shop/api/:id')], '/shop/*.css', '~* ^/shop/.*\\.(?:css)$'],
  ])('%s', (_name, shapes, target, location) => {
    const [advice, ...others] = offload(...shapes);
    expect(others).toEqual([]);
    expect(advice!.target).toBe(target);
    expect(locationOf(advice!.how)).toBe(location);
  });

  it('is not disturbed by a neighbour of the same beginning, nor by another host', () => {
    expect(targets(file('/assets/a.css'), page('/assets'), page('/assets-old/x'))).toEqual(['/assets/*']);
    expect(targets(file('/shop/a.css', { host: 'one' }), page('/shop/cart', { host: 'two' }))).toEqual(['one/shop/*']);
  });

  it('never gives away an extension that the application answers', () => {
    const [css, png] = offload(
      file('/shop/a.css'),
      file('/shop/logo.png'),
      page('/shop/chart.png', { method: 'POST' }),
      page('/shop/cart'),
    );
    expect([css!.target, locationOf(css!.how)]).toEqual(['/shop/*.css', '~* ^/shop/.*\\.(?:css)$']);
    expect([png!.target, locationOf(png!.how)]).toEqual(['/shop/logo.png', null]);
    expect(png!.how).toContain('the application must answer');
  });

  it('never takes a whole folder for files without extension', () => {
    const advice = offload(file('/apple-app-site-association'), file('/logo'), file('/a.css'), page('/'));
    expect(advice.map(({ target, how }) => [target, locationOf(how)])).toEqual([
      ['/*.css', '~* ^/.*\\.(?:css)$'],
      ['/ (2 routes)', null],
    ]);
    expect(advice.map(({ saving }) => saving.requests)).toEqual([100, 200]);
  });

  it('never covers a dynamic route with any location it prints', () => {
    const dynamic = [
      '/',
      '/shop/cart',
      '/shop/chart.svg',
      '/shop/:id',
      '/x/y.html',
      '/assets-old/z',
      '/media/:hash.webp',
    ];
    const files = [
      '/a.css',
      '/shop/a.css',
      '/shop/b.svg',
      '/shop/c',
      '/assets/d.js',
      '/x/e.png',
      '/media/f.webp',
      '/g',
    ];
    const advice = offload(...dynamic.map((route) => page(route)), ...files.map((route) => file(route)));
    const locations = advice.flatMap(({ how }) => locationOf(how) ?? []);
    expect(locations.length).toBeGreaterThan(2);
    for (const location of locations) {
      const [kind, pattern] = location.split(' ');
      const covers = (path: string) =>
        kind === '^~' ? path.startsWith(pattern!) : new RegExp(pattern!, 'i').test(path);
      expect(dynamic.filter(covers)).toEqual([]);
      expect(files.filter(covers)).not.toEqual([]);
    }
    // Every leaking file is in exactly one recommendation.
    expect(advice.flatMap(({ routes }) => routes).sort()).toEqual(files.map((route) => `GET ${route}`).sort());
  });
});

describe('names from hostile clients', () => {
  it.each([
    '/a;b/x.css',
    '/a{/x.css',
    '/a"/x.css',
    "/a'/x.css",
    '/$host/x.css',
    '/a\nb/x.css',
    '/:id/x.css',
    '/é/x.css',
  ])('give no configuration: %j', (route) => {
    const [advice] = offload(file(route));
    expect(locationOf(advice!.how)).toBeNull();
    expect(advice!.how.split('\n').filter((line) => line.startsWith('    '))).toEqual([]);
    expect(advice!.saving.requests).toBe(100);
  });
});
