import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gunicornSnippet } from '../../../src/advice/instrument/gunicorn.js';
import { nginxSnippet } from '../../../src/advice/instrument/nginx.js';
import { freePort, type Service, startService } from './process.js';
import { NGINX, PYTHON } from './requirements.js';

const APPS = fileURLToPath(new URL('../apps', import.meta.url));

/** A directory with the middleware as cputime.py, and the environment in which Python finds it and the applications. */
export function pythonHome(middleware: string): { dir: string; environment: Record<string, string> } {
  const dir = mkdtempSync(join(tmpdir(), 'logsplit-instrument-'));
  writeFileSync(join(dir, 'cputime.py'), middleware);
  return { dir, environment: { PYTHONPATH: [dir, APPS].join(delimiter) } };
}

export interface Site {
  /** Through nginx. */
  url: string;
  /** The application server itself. */
  appUrl: string;
  /** nginx's log. */
  accessLog: string;
  /** The fields of nginx's log lines, once there are so many for the path. */
  nginxLog(path: string, lines: number): Promise<Record<string, string>[]>;
  gunicornLog(path: string, lines: number): Promise<Record<string, string>[]>;
  stop(): Promise<void>;
}

/** The key=value and key="value" fields of a line. */
function fieldsOf(line: string): Record<string, string> {
  return Object.fromEntries([...line.matchAll(/ ([a-z]+)=(?:"([^"]*)"|(\S*))/g)].map((m) => [m[1], m[2] ?? m[3]]));
}

async function logged(file: string, path: string, lines: number): Promise<Record<string, string>[]> {
  let found: string[] = [];
  for (let waitedMs = 0; waitedMs < 4000; waitedMs += 50) {
    found = readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line.includes(`"GET ${path} HTTP`));
    if (found.length >= lines) return found.map(fieldsOf);
    await sleep(50);
  }
  throw new Error(`${file} has ${found.length} lines for ${path}, not ${lines}`);
}

function nginxConfiguration(dir: string, port: number, appPort: number): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${dir}/${kind};`,
  );
  return `daemon off; master_process off; pid ${dir}/nginx.pid; error_log ${dir}/error.log;
events { worker_connections 128; }
http {
${temporary.join('\n')}
${nginxSnippet(join(dir, 'access.log'))}
server { listen 127.0.0.1:${port}; location / { proxy_pass http://127.0.0.1:${appPort}; } }
}`;
}

/** An application server that runs the middleware, with nginx before it, logging as the snippets say. */
export async function startSite(middleware: string, serverArgs: (port: number) => string[]): Promise<Site> {
  const { dir, environment } = pythonHome(middleware);
  const services: Service[] = [];
  const stop = async (): Promise<void> => {
    for (const service of services.reverse()) await service.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    const [appPort, port] = [await freePort(), await freePort()];
    const [appUrl, url] = [`http://127.0.0.1:${appPort}`, `http://127.0.0.1:${port}`];
    writeFileSync(join(dir, 'gunicorn.conf.py'), gunicornSnippet(join(dir, 'gunicorn.log')));
    writeFileSync(join(dir, 'nginx.conf'), nginxConfiguration(dir, port, appPort));
    const gunicornConfiguration = { GUNICORN_CMD_ARGS: `-c ${join(dir, 'gunicorn.conf.py')}` };
    const app = startService(PYTHON, ['-m', ...serverArgs(appPort)], `${appUrl}/ready`, {
      ...environment,
      ...gunicornConfiguration,
    });
    services.push(await app);
    const nginx = await startService(NGINX, ['-p', dir, '-c', join(dir, 'nginx.conf')], `${url}/ready`);
    services.push(nginx);
    return {
      url,
      appUrl,
      accessLog: join(dir, 'access.log'),
      nginxLog(path, lines) {
        nginx.signal('SIGUSR1'); // writes the buffer out now, not within the second
        return logged(join(dir, 'access.log'), path, lines);
      },
      gunicornLog: (path, lines) => logged(join(dir, 'gunicorn.log'), path, lines),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
