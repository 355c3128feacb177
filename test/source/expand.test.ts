import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.js';
import { expandInputs } from '../../src/source/expand.js';
import { testFolder } from './support/read.js';

const folder = testFolder();

/** A folder with these files; a name ending in a slash is a folder. */
function tree(names: readonly string[], content: (name: string) => string | Buffer = (name) => `in ${name}\n`): string {
  const root = mkdtempSync(join(folder(), 'logs-'));
  for (const name of names) {
    mkdirSync(join(root, name.endsWith('/') ? name : dirname(name)), { recursive: true });
    if (!name.endsWith('/')) writeFileSync(join(root, name), content(name));
  }
  return root;
}

async function names(root: string, args: readonly string[], holds?: (path: string) => boolean): Promise<string[]> {
  const paths = await expandInputs(args, holds && (async (path) => holds(path)));
  return paths.map((path) => (path === '-' ? path : relative(root, path)));
}

async function refusal(...args: string[]): Promise<UserError> {
  const error = await expandInputs(args).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(UserError);
  return error as UserError;
}

describe('files by name', () => {
  test('are read in the order of time, log by log', async () => {
    const root = tree(['b.log', 'access.log', 'access.log.1', 'access.log.2.gz', 'access.log.10.gz']);
    const args = ['b.log', 'access.log', 'access.log.1', 'access.log.10.gz', 'access.log.2.gz'];
    expect(
      await names(
        root,
        args.map((name) => join(root, name)),
      ),
    ).toEqual(['access.log.10.gz', 'access.log.2.gz', 'access.log.1', 'access.log', 'b.log']);
  });

  test('the same file is read once: named twice, by another spelling, linked, hard-linked', async () => {
    const root = tree(['access.log']);
    symlinkSync('access.log', join(root, 'current'));
    linkSync(join(root, 'access.log'), join(root, 'twin'));
    const args = ['access.log', 'access.log', './access.log', 'current', 'twin'].map((name) => `${root}/${name}`);
    expect(await names(root, args)).toEqual(['access.log']);
  });

  test('a log beside its packed copy is read once, and another log of the same name is not taken for one', async () => {
    const text = 'one\ntwo\nthree\n';
    const root = tree(
      ['access.log.1', 'access.log.1.gz', 'access.log.2', 'access.log.2.gz', 'access.log.3.gz'],
      (name) => {
        if (name === 'access.log.2.gz') return gzipSync('another\n');
        return name.endsWith('.gz') ? gzipSync(text).subarray(0, -4) : text;
      },
    );
    expect(await names(root, [root])).toEqual(['access.log.3.gz', 'access.log.2', 'access.log.2.gz', 'access.log.1']);
  });

  test('standard input stays, once and last', async () => {
    const root = tree(['access.log']);
    expect(await names(root, ['-', join(root, 'access.log'), '-'])).toEqual(['access.log', '-']);
  });

  test('a name with the characters of a pattern is the file of that name first', async () => {
    const root = tree(['access[1].log', 'access1.log']);
    expect(await names(root, [join(root, 'access[1].log')])).toEqual(['access[1].log']);
  });

  test('a missing one is told', async () => {
    expect((await refusal(join(folder(), 'nowhere.log'))).message).toContain('nowhere.log does not exist');
  });
});

describe('a directory', () => {
  test('means its access logs, rotated ones too, and nothing else', async () => {
    const logs = ['access.log.2.gz', 'access.log.1', 'access.log', 'vhost.access.log-20260101', 'vhost.access.log'];
    const others = [
      'error.log',
      'error.log.1',
      'access.log.bak',
      '.access.log.swp',
      'README.md',
      'GeoLite2.mmdb',
      'old/access.log',
    ];
    const root = tree([...logs, ...others]);
    expect(await names(root, [root])).toEqual(logs);
  });

  test('logs whose names do not tell are asked for what they hold, by the newest that is not empty', async () => {
    const root = tree(
      ['example.com.log', 'example.com.log.1', 'example.com.log.2.gz', 'worker.log', 'notes.md', 'access.log'],
      (name) => (name === 'example.com.log' ? '' : 'line\n'),
    );
    const asked: string[] = [];
    const found = await names(root, [root], (path) => {
      asked.push(relative(root, path));
      return path.includes('example');
    });
    expect(found).toEqual(['access.log', 'example.com.log.2.gz', 'example.com.log.1', 'example.com.log']);
    expect(asked).toEqual(['example.com.log.1', 'worker.log']);
  });

  test('a log that is a link to a terminal or a pipe, as in containers, is passed over', async () => {
    const root = tree(['access.log.1']);
    symlinkSync('/dev/null', join(root, 'access.log'));
    symlinkSync('nowhere', join(root, 'other_access.log'));
    execFileSync('mkfifo', [join(root, 'pipe_access.log')]);
    expect(await names(root, [root])).toEqual(['access.log.1']);
  });

  test('a link to a log in it is the log, once', async () => {
    const root = tree(['access-2026-01-01.log', 'access-2026-01-02.log']);
    symlinkSync('access-2026-01-02.log', join(root, 'access.log'));
    expect(await names(root, [root])).toEqual(['access-2026-01-01.log', 'access-2026-01-02.log']);
  });

  test('without an access log it is told, with a pattern to try', async () => {
    const root = tree(['error.log', 'notes.md']);
    const { message, fix } = await refusal(root);
    expect(message).toBe(`The directory ${root} holds no access log.`);
    expect(fix).toContain(`'${root}/*.log*'`);
  });
});

describe('a pattern in quotes', () => {
  test('means the files that fit, without error logs and hidden files', async () => {
    const root = tree([
      'a.log',
      'a.log.1',
      'b.log.gz',
      'error.log',
      'x-error.log.1',
      '.c.log',
      'd.txt',
      'sub.log/e.log',
    ]);
    expect(await names(root, [join(root, '*.log*')])).toEqual(['a.log.1', 'a.log', 'b.log.gz']);
  });

  test('may stand in the folders of the path', async () => {
    const root = tree(['one/access.log', 'two/access.log', 'three/access.log.1', 'two/error.log']);
    expect(await names(root, [join(root, 't*', 'access.lo[fg]')])).toEqual(['two/access.log']);
  });

  test('that fits folders only means the logs in them', async () => {
    const root = tree(['site-a/access.log', 'site-b/access.log.1', 'site-b/error.log', 'site-c/']);
    expect(await names(root, [join(root, 'site-*')])).toEqual(['site-a/access.log', 'site-b/access.log.1']);
  });

  test('for error logs alone gives them, to be told what they are', async () => {
    const root = tree(['error.log', 'error.log.1', 'access.log']);
    expect(await names(root, [join(root, 'error*')])).toEqual(['error.log.1', 'error.log']);
  });

  test('that fits nothing is told', async () => {
    const root = tree(['access.log', 'empty/']);
    expect((await refusal(join(root, '*.gz'))).message).toBe(`No file fits the pattern ${root}/*.gz.`);
    expect((await refusal(join(root, 'emp*'))).message).toContain('holds an access log');
  });
});
