import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, test } from 'vitest';

export const PYTHON = '/usr/bin/python3';
export const NGINX = 'nginx';
export const CHROMIUM = '/usr/bin/chromium';

/** sbin holds nginx and is not on everybody's PATH; no __pycache__ beside the applications under test. */
export const ENVIRONMENT = {
  ...process.env,
  PATH: `${process.env.PATH ?? ''}:/usr/sbin:/usr/local/sbin`,
  PYTHONDONTWRITEBYTECODE: '1',
};

/** What a test needs of the machine, with the Debian package that has it. */
const PACKAGES = {
  python: 'python3',
  nginx: 'nginx-light',
  caddy: 'caddy',
  gunicorn: 'python3-gunicorn',
  gevent: 'python3-gevent',
  eventlet: 'python3-eventlet',
  uvicorn: 'python3-uvicorn',
  uvloop: 'python3-uvloop',
  hypercorn: 'python3-hypercorn',
  starlette: 'python3-starlette',
  chromium: 'chromium',
} as const;
/** Those that are no module of Python's. */
const COMMANDS = ['python', 'nginx', 'caddy', 'chromium'];
export type Requirement = keyof typeof PACKAGES;

function installed(): Set<string> {
  const modules = Object.keys(PACKAGES).filter((name) => !COMMANDS.includes(name));
  const code = 'import importlib.util as u, sys; print(*(m for m in sys.argv[1:] if u.find_spec(m)))';
  const python = spawnSync(PYTHON, ['-c', code, ...modules], { env: ENVIRONMENT, encoding: 'utf8' });
  const found = new Set(python.status === 0 ? ['python', ...python.stdout.split(/\s+/)] : []);
  if (spawnSync(NGINX, ['-v'], { env: ENVIRONMENT }).status === 0) found.add('nginx');
  if (existsSync(CHROMIUM)) found.add('chromium');
  if (spawnSync('caddy', ['version'], { env: ENVIRONMENT }).status === 0) found.add('caddy');
  return found;
}

const FOUND = installed();

/** A describe that is skipped, saying why, where the machine lacks a tool; with LOGSPLIT_E2E=1 it fails instead. */
export function describeWith(needs: readonly Requirement[], name: string, body: () => void): void {
  const missing = needs.filter((need) => !FOUND.has(need));
  if (missing.length === 0) {
    describe(name, body);
    return;
  }
  const advice = `needs ${missing.join(', ')}: apt-get install ${missing.map((need) => PACKAGES[need]).join(' ')}`;
  if (process.env.LOGSPLIT_E2E === '1') {
    describe(name, () => {
      test('has its tools', () => {
        throw new Error(advice);
      });
    });
  } else {
    describe.skip(`${name} (${advice})`, body);
  }
}
