import { describe, expect, it } from 'vitest';
import type { Recommendation } from '../../../src/report/types.js';
import { reportOf } from '../../support/analyze.js';
import { type LineFields, logOf, repeated } from '../../support/lines.js';

const TIMES: Partial<LineFields> = { upstreamS: '0.010', requestS: '0.010', bytes: 1000 };
const file = (path: string, fields: Partial<LineFields> = {}, times = 10): Partial<LineFields>[] =>
  repeated(times, { request: `GET ${path} HTTP/1.1`, ...TIMES, ...fields });
const page = (path: string, fields: Partial<LineFields> = {}): Partial<LineFields>[] =>
  repeated(10, { request: `GET ${path} HTTP/1.1`, ...TIMES, type: 'text/html', ...fields });

async function offload(...lines: Partial<LineFields>[][]): Promise<Recommendation[]> {
  const { recommendations } = await reportOf(logOf(lines.flat()));
  return recommendations.filter(({ action }) => action === 'offload');
}
const targetsOf = (advice: readonly Recommendation[]): string[] => advice.map(({ target }) => target).sort();
/** The nginx location that is to be pasted, or null. */
const locationOf = ({ how }: Recommendation): string | null => /^ {4}location (.*) \{$/m.exec(how)?.[1] ?? null;

describe('static files through the application', () => {
  it('are one folder, whatever their method and depth', async () => {
    const advice = await offload(
      file('/assets/app.3f2a1b9c.js'),
      file('/assets/img/logo.png'),
      repeated(2, { ...TIMES, request: 'HEAD /assets/img/logo.png HTTP/1.1' }),
      page('/cart'),
    );
    expect(advice).toHaveLength(1);
    expect(advice[0]).toMatchObject({
      id: 'offload:/assets/*',
      target: '/assets/*',
      confidence: 'high',
      saving: { requests: 22, bytes: 22_000, appSeconds: expect.closeTo(0.22) },
    });
    expect(advice[0]!.routes.sort()).toEqual([
      'GET /assets/app.:hash.js',
      'GET /assets/img/logo.png',
      'HEAD /assets/img/logo.png',
    ]);
    expect(locationOf(advice[0]!)).toBe('^~ /assets/');
  });

  it('keep hosts apart', async () => {
    expect(
      targetsOf(
        await offload(file('/assets/a.css', { host: 'one.example' }), file('/assets/a.css', { host: 'two.example' })),
      ),
    ).toEqual(['one.example/assets/*', 'two.example/assets/*']);
  });

  it('are no matter where nginx or a cache serves them', async () => {
    const served = { upstreamS: '-', cache: '-' };
    expect(await offload(file('/assets/a.css', served), page('/cart'))).toEqual([]);
  });

  it('save for sure what was answered well', async () => {
    const [advice] = await offload(
      file('/assets/a.css'),
      file('/assets/b.css', { status: 404, upstreamS: '0.020' }, 5),
    );
    expect(advice!.saving).toMatchObject({ appSeconds: expect.closeTo(0.2), low: expect.closeTo(0.1) });
  });

  it('are named where a program answers in the same folder, and the program is told', async () => {
    const advice = await offload(
      file('/media/a.jpg'),
      file('/media/b.png'),
      page('/media/upload', { request: 'POST /media/upload HTTP/1.1' }),
    );
    expect(targetsOf(advice)).toEqual(['/media/{a.jpg,b.png}']);
    expect(locationOf(advice[0]!)).toBe('~ "^(?:/media/a\\\\.jpg|/media/b\\\\.png)$"');
    expect(advice[0]!.why).toContain('/media/ as a whole is not named, since POST /media/upload');
  });

  it('are told by their extension where they are many, unless a program uses it', async () => {
    const many = Array.from({ length: 30 }, (_, i) => file(`/media/${i}.jpg`, {}, 2));
    const [advice, ...others] = await offload(...many, page('/media/upload'));
    expect([advice!.target, others]).toEqual(['/media/*.jpg', []]);
    expect(locationOf(advice!)).toBe('~ "^/media/[^/]*\\\\.(?i:jpg)$"');
    const [named] = await offload(...many, page('/media/upload'), page('/media/chart.JPG'));
    expect(named!.target).toBe('/media/{0.jpg and 29 more}');
  });

  it('do not lose a folder to a request that failed, nor to a neighbour of the same beginning', async () => {
    expect(
      targetsOf(
        await offload(
          file('/assets/a.css'),
          page('/assets/wp-login.php', { status: 404 }),
          page('/assets'),
          page('/assets-old/x'),
        ),
      ),
    ).toEqual(['/assets/*']);
  });

  it('are not taken for files where their size changes with the query, nor where a program answers the same path', async () => {
    const sizes = [1, 2, 3, 4, 5].map((n) => ({
      ...TIMES,
      request: `GET /thumb.png?w=${n} HTTP/1.1`,
      bytes: 1000 * n,
    }));
    const advice = await offload(sizes, file('/map.svg'), page('/map.svg'));
    expect(targetsOf(advice)).toEqual(['/map.svg', '/thumb.png']);
    for (const { how, confidence } of advice) {
      expect(how).not.toMatch(/^ {4}/m);
      expect(confidence).toBe('low');
    }
  });

  it('see through the spellings that nginx sees through', async () => {
    const advice = await offload(file('/assets/a.css'), page('/%61ssets/upload'), page('//assets//list'));
    expect(targetsOf(advice)).toEqual(['/assets/a.css']);
    const dots = await offload(file('/assets/a.css'), page('/x/../assets/upload'));
    expect(targetsOf(dots)).toEqual(['/assets/a.css']);
  });

  it('have no seconds, and less confidence, where the log has no times', async () => {
    const log = file('/assets/a.css').map(({ request }) => `192.0.2.1 "${request}" 200 1000 127.0.0.1:8000\n`);
    const { recommendations } = await reportOf(log.join(''), {
      logFormat: '$remote_addr "$request" $status $body_bytes_sent $upstream_addr',
    });
    const advice = recommendations.find(({ action }) => action === 'offload');
    expect(advice).toMatchObject({
      confidence: 'medium',
      saving: { requests: 10, bytes: 10_000, appSeconds: null, low: null, high: null, share: null },
      why: '10 requests for static files went through the application.',
    });
  });
});
