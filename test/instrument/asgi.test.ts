import { afterAll, beforeAll, expect, test } from 'vitest';
import { instrumentText } from '../../src/advice/instrument/text.js';
import { describeWith, type Requirement } from './support/requirements.js';
import { type Site, startSite } from './support/site.js';

const uvicorn = (loop: string) => (port: number) => [
  'uvicorn',
  'asgi_app:app',
  '--port',
  `${port}`,
  '--loop',
  loop,
  '--log-level',
  'warning',
  '--no-access-log',
];
const hypercorn = (port: number): string[] => ['hypercorn', 'asgi_app:app', '-b', `127.0.0.1:${port}`];

const SERVERS: { name: string; needs: Requirement[]; args: (port: number) => string[] }[] = [
  { name: 'uvicorn', needs: ['uvicorn'], args: uvicorn('asyncio') },
  { name: 'uvicorn with uvloop', needs: ['uvicorn', 'uvloop'], args: uvicorn('uvloop') },
  { name: 'hypercorn', needs: ['hypercorn'], args: hypercorn },
];

const BURNS = ['/burn', '/children', '/thread', '/def-burn'];
const WAITS = ['/sleep', '/def-sleep'];

for (const { name, needs, args } of SERVERS) {
  describeWith(['python', 'nginx', 'starlette', ...needs], `ASGI under ${name}, behind nginx`, () => {
    let site: Site;
    beforeAll(async () => {
      site = await startSite(instrumentText('asgi'), args);
    });
    afterAll(() => site?.stop());

    test('requests side by side are each charged with their own work, in tasks and in threads', async () => {
      const paths = [...WAITS, ...BURNS, ...WAITS, ...BURNS];
      const bodies = await Promise.all(paths.map(async (path) => (await fetch(site.url + path)).text()));
      expect(bodies).toEqual(paths.map(() => 'ok'));
      for (const path of BURNS) {
        for (const fields of await site.nginxLog(path, 2)) {
          expect(Number(fields.cpu), path).toBeGreaterThanOrEqual(0.025);
          expect(Number(fields.cpu), path).toBeLessThanOrEqual(0.045);
        }
      }
      for (const path of WAITS) {
        for (const fields of await site.nginxLog(path, 2)) expect(Number(fields.cpu), path).toBeLessThanOrEqual(0.005);
      }
    });

    test('under load the requests together are charged with what the process used, less what the server needs', async () => {
      const processCpu = async (): Promise<number> => Number(await (await fetch(`${site.url}/process-cpu`)).text());
      const before = await processCpu();
      const paths = Array.from({ length: 4 }, () => [...BURNS, ...WAITS]).flat();
      await Promise.all(paths.map(async (path) => (await fetch(`${site.url}${path}?load`)).text()));
      const used = (await processCpu()) - before;
      let charged = 0;
      for (const path of [...BURNS, ...WAITS]) {
        const expected = BURNS.includes(path) ? 0.03 : 0;
        for (const fields of await site.nginxLog(`${path}?load`, 4)) {
          // A figure that could be short is left out, never told wrong.
          if (fields.cpu === '-') continue;
          expect(Math.abs(Number(fields.cpu) - expected), path).toBeLessThanOrEqual(0.015);
          charged += Number(fields.cpu);
        }
      }
      expect(charged).toBeLessThanOrEqual(used);
      expect(charged).toBeGreaterThanOrEqual(0.6 * used);
    });

    test('work that outlives its request is charged to no other', async () => {
      const paths = ['/leaves-work', ...WAITS, '/leaves-work', ...WAITS];
      await Promise.all(paths.map(async (path) => (await fetch(`${site.url}${path}?left`)).text()));
      for (const path of WAITS) {
        for (const fields of await site.nginxLog(`${path}?left`, 2)) {
          if (fields.cpu !== '-') expect(Number(fields.cpu), path).toBeLessThanOrEqual(0.005);
        }
      }
    });

    test('a streamed answer, computed after its headers, has no figure', async () => {
      expect(await (await fetch(`${site.url}/stream`)).text()).toBe('ok');
      expect((await site.nginxLog('/stream', 1))[0]).toMatchObject({ us: '200', cpu: '-', st: '-' });
    });
  });
}
