import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatChooser } from '../../src/format/choose.js';
import { FollowedLogs } from '../../src/ingest/followed-logs.js';
import { readNew } from '../../src/ingest/read-new.js';
import { NO_PRIVACY } from '../../src/record/privacy.js';
import type { Store } from '../../src/store/store.js';
import { type Database, openStore } from '../support/database.js';
import { FULL_FORMAT, logLine } from '../support/lines.js';

const FORMAT = { name: null, logFormat: FULL_FORMAT, nginxConf: null };
const choose = formatChooser(FORMAT, () => {});

let folder: string;
let store: Store;
let database: Database;
let logs: FollowedLogs;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'logsplit-followed-'));
  ({ store, database } = await openStore());
  follow('access.log');
});
afterEach(() => {
  logs.close();
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

function follow(...names: string[]): void {
  logs = new FollowedLogs(
    names.map((name) => join(folder, name)),
    choose,
  );
}

/** Another process does this to the logs. */
function shell(script: string): void {
  execFileSync('sh', ['-ec', script], { cwd: folder });
}

/** A command that appends lines, one for each number. */
function write(file: string, ...numbers: number[]): string {
  const lines = numbers.map((n) => logLine({ at: n, request: `GET /r/${n} HTTP/1.1` }));
  return `cat >> ${file} <<'END'\n${lines.join('\n')}\nEND\n`;
}

/** Looks once, reads what is new, and gives all that is stored by then. */
async function look(): Promise<number[]> {
  await readNew(store, await logs.changed(), {
    choose,
    format: FORMAT,
    mostTextBytes: 64 << 20,
    routePatterns: [],
    routeTemplates: true,
    privacy: NO_PRIVACY,
    stdin: Readable.from([]),
    lastLine: 'wait',
    version: null,
    waits: true,
  });
  const rows = await database.run('SELECT parse_filename(path)::INTEGER AS n FROM requests ORDER BY n');
  return rows.map(({ n }) => Number(n));
}

describe('a followed log', () => {
  it('need not be there yet', async () => {
    expect(logs.missing()).toEqual([join(folder, 'access.log')]);
    expect(await look()).toEqual([]);
    shell(': > access.log');
    expect(await look()).toEqual([]);
    shell(write('access.log', 1, 2));
    expect(await look()).toEqual([1, 2]);
  });

  it('grows, and nothing is looked at where it has not', async () => {
    shell(write('access.log', 1));
    expect(await look()).toEqual([1]);
    expect(await logs.changed()).toEqual([]);
    shell(write('access.log', 2, 3));
    expect(await look()).toEqual([1, 2, 3]);
  });

  it('has a last line that waits for its end', async () => {
    shell(
      `${write('access.log', 1)}printf '%s' '${logLine({ request: 'GET /r/2 HTTP/1.1' }).slice(0, 40)}' >> access.log`,
    );
    expect(await look()).toEqual([1]);
    shell(`printf '%s\\n' '${logLine({ request: 'GET /r/2 HTTP/1.1' }).slice(40)}' >> access.log`);
    expect(await look()).toEqual([1, 2]);
  });

  it('is renamed, its writer goes on for a while, and a new one is created', async () => {
    shell(write('access.log', 1));
    await look();
    shell(`${write('access.log', 2)}mv access.log access.log.1\n${write('access.log.1', 3)}`);
    expect(await look()).toEqual([1, 2, 3]);
    shell(write('access.log.1', 4) + write('access.log', 5));
    expect(await look()).toEqual([1, 2, 3, 4, 5]);
    shell(write('access.log.1', 6) + write('access.log', 7));
    expect(await look()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('is rotated under a date', async () => {
    shell(write('access.log', 1));
    await look();
    shell(`${write('access.log', 2)}mv access.log access.log-20261125\n${write('access.log', 3)}`);
    expect(await look()).toEqual([1, 2, 3]);
  });

  it('is packed as soon as it is renamed', async () => {
    shell(write('access.log', 1, 2, 3));
    await look();
    shell(`${write('access.log', 4)}mv access.log access.log.1\ngzip access.log.1\n${write('access.log', 5)}`);
    expect(await look()).toEqual([1, 2, 3, 4, 5]);
    shell('mv access.log access.log.1\ngzip -c access.log.1 > access.log.2.gz');
    expect(await look()).toEqual([1, 2, 3, 4, 5]);
  });

  it('is copied and truncated', async () => {
    shell(write('access.log', 1, 2, 3));
    await look();
    shell(`${write('access.log', 4)}cp access.log access.log.1\n: > access.log\n${write('access.log', 5)}`);
    expect(await look()).toEqual([1, 2, 3, 4, 5]);
    shell(write('access.log', 6));
    expect(await look()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('is emptied', async () => {
    shell(write('access.log', 1, 2));
    await look();
    shell(': > access.log');
    expect(await look()).toEqual([1, 2]);
    shell(write('access.log', 3));
    expect(await look()).toEqual([1, 2, 3]);
  });

  it('does not bring the logs beside it with it', async () => {
    shell(write('access.log.1', 90) + write('access.log.2', 91) + write('other.log', 92) + write('access.log', 1));
    expect(await look()).toEqual([1]);
    shell(
      `mv access.log.2 access.log.3; mv access.log.1 access.log.2; mv access.log access.log.1\n${write('access.log', 2)}`,
    );
    expect(await look()).toEqual([1, 2]);
  });

  it('is read again where its reading was broken off', async () => {
    shell(write('access.log', 1));
    const inputs = await logs.changed();
    expect(inputs).toHaveLength(1);
    logs.forget(inputs);
    expect(await look()).toEqual([1]);
  });
});

describe('several', () => {
  it('are followed together, each in its own time', async () => {
    follow('a.log', 'b.log');
    shell(write('a.log', 1));
    expect(await look()).toEqual([1]);
    shell(write('b.log', 2) + write('a.log', 3));
    expect(await look()).toEqual([1, 2, 3]);
  });

  it('are those of a directory, whichever come', async () => {
    follow('.');
    shell(write('access.log', 1));
    expect(await look()).toEqual([1]);
    shell(`mv access.log access.log.1\n${write('access.log', 2)}`);
    expect(await look()).toEqual([1, 2]);
  });

  it('are those that fit a pattern, which none needs to at first', async () => {
    follow('*.log');
    expect(logs.missing()).toEqual([join(folder, '*.log')]);
    expect(await look()).toEqual([]);
  });
});
