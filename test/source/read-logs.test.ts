import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { formatChooser } from '../../src/format/choose.js';
import { findInputs } from '../../src/ingest/inputs.js';
import { readLogs } from '../../src/ingest/read-logs.js';
import type { ReadProgress } from '../../src/ingest/watch.js';
import { NO_PRIVACY } from '../../src/record/privacy.js';
import { collectReport } from '../../src/report/collect.js';
import type { Report } from '../../src/report/types.js';
import { Store } from '../../src/store/store.js';
import { FULL_FORMAT, logOf } from '../support/lines.js';
import { testFolder } from './support/read.js';

const format = { name: null, logFormat: FULL_FORMAT, nginxConf: null };
const choose = formatChooser(format, () => {});
const folder = testFolder();

interface Watching {
  /** Called when the first file is opened. */
  onFirst?: () => void;
  onProgress?: (progress: ReadProgress) => void;
}

async function report(args: readonly string[], { onFirst, onProgress }: Watching = {}): Promise<Report['input']> {
  const store = await Store.open();
  let opened = 0;
  try {
    await readLogs(store, await findInputs(args, choose), {
      choose: (path, lines) => {
        if (opened++ === 0) onFirst?.();
        return choose(path, lines);
      },
      format,
      mostTextBytes: 64 << 20,
      routePatterns: [],
      routeTemplates: true,
      privacy: NO_PRIVACY,
      stdin: Readable.from([]),
      ...(onProgress && { onProgress }),
    });
    return (await collectReport(store)).input;
  } finally {
    store.close();
  }
}

function file(name: string, content: string | Buffer): string {
  const path = join(folder(), name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

test('a file that vanishes while another is read is told, and the others are reported', async () => {
  const [first, second, third] = ['a.log', 'b.log', 'c.log'].map((name) => file(`vanish/${name}`, logOf([{}])));
  const { files } = await report([first!, second!, third!], { onFirst: () => rmSync(second!) });
  expect(files.map(({ lines, fault }) => [lines, fault])).toEqual([
    [1, null],
    [0, 'it vanished before it could be read'],
    [1, null],
  ]);
});

test('a log that is rotated while another is read is told', async () => {
  const [first, second] = ['a.log', 'b.log'].map((name) => file(`rotate/${name}`, logOf([{}])));
  const { files } = await report([first!, second!], {
    onFirst: () => {
      renameSync(second!, `${second}.1`);
      writeFileSync(second!, logOf([{}, {}]));
    },
  });
  expect(files.map(({ lines }) => lines)).toEqual([1, 2]);
  expect(files[1]!.fault).toContain('it was replaced by another file before it was read');
});

test('progress counts the bytes of the files as they lie there, up to all of them, and the lines', async () => {
  const plain = logOf(Array.from({ length: 20_000 }, (_, at) => ({ at })));
  const packed = gzipSync(plain);
  const paths = [file('progress/access.log', plain), file('progress/access.log.1', packed)];
  const told: ReadProgress[] = [];
  await report(paths, { onProgress: (progress) => told.push(progress) });
  expect(told.at(-1)).toEqual({
    path: paths[0],
    bytesRead: plain.length + packed.length,
    bytesTotal: plain.length + packed.length,
    lines: 40_000,
  });
  expect(told[0]!.path).toBe(paths[1]);
  const counts = told.map(({ bytesRead }) => bytesRead);
  expect(counts).toEqual([...counts].sort((a, b) => a - b));
});
