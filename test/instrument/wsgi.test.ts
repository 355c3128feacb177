import { afterAll, beforeAll, expect, test } from 'vitest';
import { instrumentText } from '../../src/advice/instrument/text.js';
import type { Report } from '../../src/report/types.js';
import { logsplit } from '../cli/logsplit.js';
import { describeWith } from './support/requirements.js';
import { type Site, startSite } from './support/site.js';

const middleware = instrumentText('wsgi');
const gunicorn = (workers: string) => (port: number) => [
  'gunicorn',
  ...workers.split(' '),
  '-b',
  `127.0.0.1:${port}`,
  '--log-level',
  'error',
  'wsgi_app:application',
];

const get = async (url: string): Promise<Response> => {
  const response = await fetch(url);
  expect(await response.text()).toBe('ok');
  return response;
};

/** The endpoints burn 30 ms of CPU by their own clock, or sleep 50 ms. */
function expectBurn(seconds: number): void {
  expect(seconds).toBeGreaterThanOrEqual(0.025);
  expect(seconds).toBeLessThanOrEqual(0.045);
}

describeWith(
  ['python', 'gunicorn', 'nginx'],
  'WSGI under gunicorn sync, behind nginx with the printed log_format',
  () => {
    let site: Site;
    beforeAll(async () => {
      site = await startSite(middleware, gunicorn('-k sync -w 1'));
    });
    afterAll(() => site?.stop());

    test('the log tells a route that computes from one that waits', async () => {
      for (let i = 0; i < 3; i++) {
        await get(`${site.url}/burn`);
        await get(`${site.url}/sleep`);
      }
      for (const fields of await site.nginxLog('/burn', 3)) expectBurn(Number(fields.cpu));
      for (const fields of await site.nginxLog('/sleep', 3)) {
        expect(Number(fields.cpu)).toBeLessThanOrEqual(0.005);
        expect(Number(fields.urt)).toBeGreaterThanOrEqual(0.049);
      }
    });

    test('every field of the log_format is filled by name', async () => {
      const before = Date.now() / 1000;
      await get(`${site.url}/sleep?every=field`);
      const [fields] = await site.nginxLog('/sleep?every=field', 1);
      expect(Math.abs(Number(fields?.msec) - before)).toBeLessThan(5);
      for (const name of ['rt', 'urt', 'uht']) expect(Number(fields?.[name])).toBeGreaterThanOrEqual(0.049);
      expect(Number(fields?.uct)).toBeLessThan(0.05);
      expect(fields).toMatchObject({
        ucs: '-',
        us: '200',
        uaddr: new URL(site.appUrl).host,
        host: '127.0.0.1',
        ct: 'text/plain; charset=utf-8',
      });
      expect(fields?.st).toMatch(/^cpu;dur=\d+\.\d+, app;dur=(49|[5-9]\d)\.\d+$/);
    });

    test('the report tells what waits from what computes, and the waiting for the one worker apart from both', async () => {
      for (let i = 0; i < 12; i++) {
        await get(`${site.url}/burn?report`);
        await Promise.all(['/sleep?report', '/sleep?report', '/sleep?report'].map((path) => get(site.url + path)));
      }
      await site.nginxLog('/sleep?report', 36);
      const ran = await logsplit(['analyze', site.accessLog, '--output', 'json']);
      expect(ran).toMatchObject({ code: 0, stderr: '' });
      const { routes, totals } = JSON.parse(ran.stdout) as Report;
      const route = (path: string) => routes.find((one) => one.route === path)!;
      expectBurn(route('/burn').cpuMs! / 1e3);
      expect(route('/sleep')).toMatchObject({ bound: 'io' });
      // Of three that come at once the second waits for one, the third for two: 36 requests wait 36 times 50 ms.
      expect(totals.queueing).toMatchObject({ found: 'reported' });
      expect(route('/sleep').queuedSeconds).toBeGreaterThan(1.5);
      expect(route('/sleep').queuedSeconds).toBeLessThan(route('/sleep').upstreamTime!.sum * 0.7);
      expect(route('/burn').queuedSeconds).toBeLessThan(0.2);
    });

    test('clients do not see the figures that nginx logs', async () => {
      const direct = await get(`${site.appUrl}/burn`);
      expectBurn(Number(direct.headers.get('x-cpu-time')));
      expect(direct.headers.get('server-timing')).toContain('cpu;dur=');
      const hidden = await get(`${site.url}/burn?hidden`);
      expect(hidden.headers.get('x-cpu-time')).toBeNull();
      expect(hidden.headers.get('server-timing')).toBeNull();
      expectBurn(Number((await site.nginxLog('/burn?hidden', 1))[0]?.cpu));
    });

    test("the application's own Server-Timing is kept, in one header", async () => {
      await get(`${site.url}/timing`);
      const [fields] = await site.nginxLog('/timing', 1);
      expect(fields?.st).toMatch(/^db;dur=3, cpu;dur=\d+\.\d+, app;dur=\d+\.\d+$/);
    });

    test('an answer that starts when the body is first asked for is measured', async () => {
      await get(`${site.url}/lazy`);
      expectBurn(Number((await site.nginxLog('/lazy', 1))[0]?.cpu));
    });

    test.each(['/stream', '/thread', '/child'])('%s, whose CPU time is out of sight, has no figure', async (path) => {
      await get(site.url + path);
      expect((await site.nginxLog(path, 1))[0]).toMatchObject({ cpu: '-', st: '-' });
    });

    test("gunicorn's own log has the figures too", async () => {
      await get(`${site.appUrl}/burn?own`);
      await get(`${site.appUrl}/sleep?own`);
      const [burn] = await site.gunicornLog('/burn?own', 1);
      const [sleep] = await site.gunicornLog('/sleep?own', 1);
      expectBurn(Number(burn?.cpu));
      expect(burn).toMatchObject({ ct: 'text/plain; charset=utf-8', host: new URL(site.appUrl).host });
      expect(Number(sleep?.cpu)).toBeLessThanOrEqual(0.005);
      expect(Number(sleep?.rt)).toBeGreaterThanOrEqual(0.049);
    });
  },
);

describeWith(['python', 'gunicorn', 'nginx'], 'WSGI under gunicorn gthread, requests side by side', () => {
  test('no request is charged with what another thread computed', async () => {
    const site = await startSite(middleware, gunicorn('-k gthread -w 1 --threads 6'));
    try {
      await Promise.all(['/burn', '/sleep', '/burn', '/sleep', '/burn', '/sleep'].map((path) => get(site.url + path)));
      for (const fields of await site.nginxLog('/burn', 3)) expectBurn(Number(fields.cpu));
      for (const fields of await site.nginxLog('/sleep', 3)) expect(Number(fields.cpu)).toBeLessThanOrEqual(0.005);
    } finally {
      await site.stop();
    }
  });
});

for (const worker of ['gevent', 'eventlet'] as const) {
  describeWith(['python', 'gunicorn', 'nginx', worker], `WSGI under gunicorn ${worker}`, () => {
    test('there is no figure, for the clock of the thread counts other requests', async () => {
      const site = await startSite(middleware, gunicorn(`-k ${worker} -w 1`));
      try {
        await Promise.all(['/burn', '/sleep'].map((path) => get(site.url + path)));
        for (const path of ['/burn', '/sleep']) {
          expect((await site.nginxLog(path, 1))[0]).toMatchObject({ us: '200', cpu: '-', st: '-' });
          expect((await site.gunicornLog(path, 1))[0]).toMatchObject({ cpu: '-', st: '-' });
        }
      } finally {
        await site.stop();
      }
    });
  });
}
