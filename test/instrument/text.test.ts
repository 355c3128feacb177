import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NGINX_LOG_FORMAT } from '../../src/advice/instrument/nginx.js';
import { INSTRUMENT_PARTS } from '../../src/advice/instrument/parts.js';
import { instrumentText } from '../../src/advice/instrument/text.js';
import { describeWith, ENVIRONMENT, NGINX, PYTHON } from './support/requirements.js';

const lines = (text: string): string[] => text.split('\n').slice(0, -1);

describe('what logsplit instrument prints', () => {
  test.each(['guide', ...INSTRUMENT_PARTS] as const)(
    '%s: 80 columns, plain characters, a newline at the end',
    (name) => {
      const text = instrumentText(name === 'guide' ? undefined : name);
      expect(text.endsWith('\n')).toBe(true);
      expect(lines(text).filter((line) => line.length > 80 || /[^ -~]| $/.test(line))).toEqual([]);
    },
  );

  test('the guide fits 120 lines and holds what is to be pasted', () => {
    const guide = lines(instrumentText());
    expect(guide.length).toBeLessThanOrEqual(120);
    const unindented = guide.map((line) => line.trimStart()).join('\n');
    for (const part of ['nginx', 'gunicorn'] as const) {
      const pasted = lines(instrumentText(part)).map((line) => line.trimStart());
      expect(unindented).toContain(pasted.join('\n'));
    }
  });

  test('every file the guide speaks of can be printed alone', () => {
    const asked = [...instrumentText().matchAll(/logsplit instrument (\w+)/g)].map((match) => match[1]);
    expect(asked).toEqual(['wsgi', 'asgi']);
    for (const part of asked) expect(INSTRUMENT_PARTS).toContain(part);
  });

  test('the log_format to paste is the one that logsplit knows', () => {
    const pasted = [...instrumentText('nginx').matchAll(/^ +'(.*)';?$/gm)].map((match) => match[1]);
    expect(pasted.join('')).toBe(NGINX_LOG_FORMAT);
    expect(NGINX_LOG_FORMAT.startsWith('$remote_addr - $remote_user [$time_local] "$request" $status ')).toBe(true);
  });
});

describeWith(['python', 'nginx'], 'what is to be pasted', () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'logsplit-instrument-'));
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  test('nginx accepts the lines in its http block', () => {
    const snippet = instrumentText('nginx').replace('/var/log/nginx', dir);
    writeFileSync(
      join(dir, 'nginx.conf'),
      `pid ${dir}/pid; error_log ${dir}/error.log;\nevents {}\nhttp {\n${snippet}}\n`,
    );
    const nginx = spawnSync(NGINX, ['-t', '-p', dir, '-c', join(dir, 'nginx.conf')], {
      env: ENVIRONMENT,
      encoding: 'utf8',
    });
    expect(nginx.stderr).toContain('test is successful');
    expect(nginx.stderr).not.toContain('[warn]');
  });

  test.each(['wsgi', 'asgi', 'gunicorn'] as const)('Python compiles the %s file without a warning', (part) => {
    const code = 'import sys; compile(sys.stdin.read(), "pasted", "exec")';
    const input = instrumentText(part);
    const python = spawnSync(PYTHON, ['-W', 'error', '-c', code], { input, env: ENVIRONMENT, encoding: 'utf8' });
    expect(python.stderr).toBe('');
  });
});
