import { execFileSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { showProgress } from '../../src/cli/progress.js';
import { type ProgressStyle, progressLine } from '../../src/cli/progress-line.js';
import type { ReadProgress } from '../../src/ingest/watch.js';
import { displayWidth } from '../../src/render/clean.js';
import type { Report } from '../../src/report/types.js';
import { Tmux } from '../dashboard/tmux.js';
import { HAS_ZSTD, zstd } from '../source/support/zstd.js';
import { MAIN } from './logsplit.js';

const STYLE: ProgressStyle = { columns: 100, color: false, charset: 'unicode' };
const HALF: ReadProgress = { path: '/var/log/access.log.2.gz', bytesRead: 50e6, bytesTotal: 100e6, lines: 2_000_000 };

function line(progress: Partial<ReadProgress>, elapsedS: number, style: Partial<ProgressStyle> = {}): string {
  return progressLine({ ...HALF, ...progress }, elapsedS, { ...STYLE, ...style });
}

describe('the line', () => {
  test('has a bar, the share of the bytes, lines a second, the time that is left, and the file', () => {
    expect(line({}, 4)).toBe('██████████░░░░░░░░░░   50%  500k lines/s  4 s left  access.log.2.gz');
    expect(line({ bytesRead: 5e6 }, 10)).toBe(
      '█░░░░░░░░░░░░░░░░░░░    5%  200k lines/s  3 m 10 s left  access.log.2.gz',
    );
  });

  test('is 100% at the end only, and not more where a log grew', () => {
    expect(line({ bytesRead: 99.99e6 }, 4)).toContain(' 99%');
    expect(line({ bytesRead: 130e6 }, 4)).toContain('100%  500k lines/s  0 s left');
  });

  test('has bytes and rates alone where the size is not known', () => {
    expect(line({ path: '-', bytesTotal: null }, 4)).toBe('50.0 MB  12.5 MB/s  500k lines/s  standard input');
  });

  test('is ASCII where the locale has no more, and coloured only if asked', () => {
    expect(line({ path: 'é.log' }, 4, { charset: 'ascii' })).toBe(
      '##########..........   50%  500k lines/s  4 s left  \\xe9.log',
    );
    expect(line({}, 4, { color: true })).toMatch(/^\x1b\[36m█+░+\x1b\[39m {2} 50%/);
  });

  test('leaves out what a narrow terminal has no room for, the least telling first', () => {
    expect(line({}, 4, { columns: 61 })).toBe('██████████░░░░░░░░░░   50%  500k lines/s  4 s left  access.…');
    expect(line({}, 4, { columns: 55 })).toBe('██████████░░░░░░░░░░   50%  500k lines/s  4 s left');
    expect(line({}, 4, { columns: 40 })).toBe(' 50%  500k lines/s  4 s left  access.l…');
    expect(line({}, 4, { columns: 20 })).toBe(' 50%  500k lines/s');
    expect(line({}, 4, { columns: 8 })).toBe(' 50%');
  });

  test('never fills a terminal, and shows no control byte of a file name', () => {
    const name = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(
      fc.property(
        name,
        fc.integer({ min: 6, max: 200 }),
        fc.nat(100e6),
        fc.boolean(),
        (path, columns, bytesRead, known) => {
          const text = line({ path, bytesRead, bytesTotal: known ? 100e6 : null }, 3, { columns });
          expect(displayWidth(text)).toBeLessThan(columns);
          expect(text).not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
        },
      ),
    );
  });
});

describe('when it is shown', () => {
  let written: string[];
  const stderr = (properties: object): NodeJS.WriteStream =>
    ({ isTTY: true, columns: 80, write: (text: string) => written.push(text), ...properties }) as never;

  beforeEach(() => {
    written = [];
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('after half a second, ten times a second, and it is gone at the end', () => {
    const progress = showProgress({ stderr: stderr({}), env: {} }, true);
    progress.update(HALF);
    vi.advanceTimersByTime(490);
    expect(written).toEqual([]);
    vi.advanceTimersByTime(1020);
    expect(written.length).toBe(11);
    for (const text of written) expect(text).toMatch(/^\r[^\r\n]* 50%[^\r\n]*\x1b\[K$/);
    progress.end();
    expect(written.at(-1)).toBe('\r\x1b[2K');
    vi.advanceTimersByTime(5000);
    progress.end();
    expect(written.length).toBe(12);
  });

  test.each([
    ['a log that is read at once', {}, {}, 300],
    ['no terminal', { isTTY: false }, {}, 5000],
    ['a dumb terminal', {}, { TERM: 'dumb' }, 5000],
    ['continuous integration', {}, { CI: 'true' }, 5000],
  ])('never for %s', (_, properties, env, ms) => {
    const progress = showProgress({ stderr: stderr(properties), env }, true);
    progress.update(HALF);
    vi.advanceTimersByTime(ms);
    progress.end();
    expect(written).toEqual([]);
  });

  test.each([
    ['NO_COLOR', { NO_COLOR: '1' }, true],
    ['--no-color', {}, false],
  ])('without colour for %s', (_, env, color) => {
    const progress = showProgress({ stderr: stderr({}), env }, color);
    progress.update(HALF);
    vi.advanceTimersByTime(600);
    progress.end();
    expect(written[0]).toContain('50%');
    expect(written.join('')).not.toContain('\x1b[36m');
  });

  test('signals are left as they were', () => {
    const before = process.listenerCount('SIGTERM');
    const progress = showProgress({ stderr: stderr({}), env: {} }, true);
    progress.end();
    expect(process.listenerCount('SIGTERM')).toBe(before);
  });
});

const hasTmux = Tmux.isThere();

test.runIf(process.env.LOGSPLIT_E2E === '1')('tmux is there to show the progress in', () => {
  expect(hasTmux, 'LOGSPLIT_E2E=1 needs tmux on the PATH').toBe(true);
});

describe.skipIf(!hasTmux)(`in a real terminal${hasTmux ? '' : ' (skipped: no tmux on the PATH)'}`, () => {
  let folder: string;
  let tmux: Tmux;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'logsplit-progress-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(() => {
    tmux = new Tmux(100, 20);
  });
  afterEach(() => tmux.close());

  const requests = (count: number): string =>
    Array.from({ length: count }, (_, i) => {
      const time = new Date(i * 100).toISOString().slice(11, 19);
      return `192.0.2.${i % 200} - - [14/Nov/2026:${time} +0000] "GET /p/${i % 50} HTTP/1.1" 200 ${i} "-" "curl/8.5.0"\n`;
    }).join('');

  /** A log that takes seconds to read and little room: one archive over and over. */
  function longLog(): string {
    const path = join(folder, 'access.log.gz');
    const member = gzipSync(requests(20_000));
    writeFileSync(path, Buffer.concat(Array.from({ length: 250 }, () => member)));
    return path;
  }

  /** Types the command into the shell; returns where the report will be. */
  function analyze(log: string): string {
    const out = join(folder, 'report.json');
    rmSync(out, { force: true });
    const command = `exec ${process.execPath} ${MAIN} analyze ${log} --output json -o ${out}`;
    tmux.type(`env -u CI -u NO_COLOR sh -c 'echo $$ > ${folder}/pid; ${command}'`);
    return out;
  }

  /** Process groups of the program (-p) or its children (--ppid): a terminal sends its signals to a group. */
  function groups(which: '-p' | '--ppid'): string[] {
    const pid = readFileSync(join(folder, 'pid'), 'utf8').trim();
    return execFileSync('ps', ['-o', 'pgid=', which, pid], { encoding: 'utf8' }).trim().split(/\s+/);
  }

  async function exitCode(): Promise<string> {
    await tmux.untilShell();
    tmux.type('echo "code=$?"');
    // A prompt may stand ahead of it: the line was typed before the shell was back.
    return /code=(\d+)/.exec(await tmux.see(/code=\d+/))![1]!;
  }

  test('the bar moves, and Ctrl-C leaves a warning, a report and no bar', async () => {
    const out = analyze(longLog());
    await tmux.see(/ [1-9]\d?% {2}\S+ lines\/s {2}.* left {2}access\.log\.gz/);
    tmux.press('C-c');
    expect(await exitCode()).toBe('130');
    const screen = tmux.screen();
    expect(screen).toContain('logsplit: warning: Interrupted: the report is about what was read so far.');
    expect(screen).not.toContain('lines/s');
    const { totals, input } = JSON.parse(readFileSync(out, 'utf8')) as Report;
    expect(totals.requests).toBeGreaterThan(0);
    expect(totals.requests).toBeLessThan(5_000_000);
    expect(input.files[0]!.fault).toBe(null);
  });

  test('SIGTERM leaves no bar either', async () => {
    analyze(longLog());
    await tmux.see('lines/s');
    process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), 'SIGTERM');
    expect(await exitCode()).toBe('143');
    expect(tmux.screen()).not.toContain('lines/s');
  });

  test.skipIf(!HAS_ZSTD)('Ctrl-C does not reach the zstd command, whose archive would look damaged', async () => {
    const pipe = join(folder, 'access.log.zst');
    execFileSync('mkfifo', [pipe]);
    const packed = zstd(requests(200_000));
    const out = analyze(pipe);
    const writer = createWriteStream(pipe);
    writer.write(packed.subarray(0, packed.length >> 1));
    await tmux.see(/kB {2}.*lines\/s/);
    expect(groups('--ppid')).not.toContain(groups('-p')[0]);
    tmux.press('C-c');
    expect(await exitCode()).toBe('130');
    writer.destroy();
    const { totals, input } = JSON.parse(readFileSync(out, 'utf8')) as Report;
    expect(totals.requests).toBeGreaterThan(50_000);
    expect(input).toMatchObject({ parsed: totals.requests, rejected: 0 });
    expect(input.files[0]!.fault).toBe(null);
  });
});
