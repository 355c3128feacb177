import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatChooser } from '../../src/format/choose.js';
import { BATCH_COLUMNS, type Purpose } from '../../src/ingest/columns.js';
import { type LogFile, openParser, type ParsedFile, type RowStore } from '../../src/ingest/log-parser.js';
import { FILE_START } from '../../src/ingest/text-lane.js';
import { textsOf } from '../../src/ingest/text-list.js';
import { NO_PRIVACY } from '../../src/record/privacy.js';
import { testFolder } from '../source/support/read.js';

const LINES = 200_000;
const FORMAT = '$remote_addr [$time_local] "$request" $status "$tenant" $request_time';
const NAMES = Object.keys(BATCH_COLUMNS);
const request = { name: null, logFormat: FORMAT, nginxConf: null };

const folder = testFolder();
const NEVER = new AbortController().signal;
let fd = 0;

beforeAll(() => {
  const path = join(folder(), 'a.log');
  writeFileSync(path, LOG);
  fd = openSync(path, 'r');
});
afterAll(() => closeSync(fd));

const LOG = log();

function log(): Buffer {
  const lines = Array.from({ length: LINES }, (_, i) => {
    const tenant = i % 3 === 0 ? '-' : `tenant ${i % 700}`;
    const target = i % 4001 === 0 ? '' : `GET /p/${(i * 7919) % 9000} HTTP/1.1`;
    return `10.0.0.${i % 200} [23/Nov/2026:09:39:29 +0000] "${target}" 200 "${tenant}" 0.${i % 900}\n`;
  });
  return Buffer.from(lines.join(''));
}

type Source = Pick<LogFile, 'chunks' | 'plain'>;

/** The log in chunks that are handed to the parser. */
function inChunks(): Source {
  const content = LOG;
  async function* chunks(): AsyncGenerator<Buffer> {
    for (let from = 0; from < content.length; from += 50_021) yield content.subarray(from, from + 50_021);
  }
  return { chunks: chunks(), plain: null };
}

/** The log in a file that the parser reads itself. */
function inFile(fd: number, stop: AbortSignal): Source {
  const { chunks } = inChunks();
  return { chunks, plain: { fd, sizeBytes: LOG.length, stop } };
}

interface Watching {
  purpose?: Purpose;
  /** Behind how many rows a report needs the texts of paths. */
  needsTextsFrom?: number;
  isDue?: () => boolean;
  onCheckpoint?: (parsed: ParsedFile, rows: number) => void;
}

/** What a store gets of a log that is parsed in this thread or, where its size is not known, in another. */
async function stored(
  bytes: number | null,
  source: Source,
  { isDue, onCheckpoint, purpose = 'all', needsTextsFrom = Number.POSITIVE_INFINITY }: Watching = {},
) {
  const rows: [pathId: number, extra: string | null][] = [];
  const paths = new Map<number, string>();
  const at = (name: string): number => NAMES.indexOf(name);
  const target: RowStore = {
    write({ columns, rows: count }, { paths: fresh }) {
      if (fresh !== undefined) {
        for (const [i, path] of textsOf(fresh.texts).entries()) paths.set(fresh.firstId + i, path);
      }
      const path = columns[at('path_id')]!;
      const ids = new Int32Array(path.data, path.byteOffset, count);
      const extra = columns[at('extra')]!.texts!;
      for (let row = 0; row < count; row++) rows.push([ids[row]!, extra[row]!]);
    },
    catchUp: async () => {},
    get needsTexts() {
      return rows.length >= needsTextsFrom;
    },
  };
  const choose = formatChooser(request, () => {});
  const naming = { patterns: [], templates: true };
  const setup = { choose, request, naming, purpose, privacy: NO_PRIVACY, mostTextBytes: 64 << 20, lastIds: null };
  const parser = openParser(target, setup, bytes);
  const sample = LOG.toString().split('\n').slice(0, 50);
  const toldBytes: number[] = [];
  const watch = {
    onLines: () => {},
    onBytes: (bytes: number) => toldBytes.push(bytes),
    isDue: isDue ?? (() => false),
    onCheckpoint: async (parsed: ParsedFile) => onCheckpoint?.(parsed, rows.length),
  };
  try {
    const { result, fault } = await parser.file({ id: 1, path: 'a.log', sample, from: FILE_START, ...source }, watch);
    await parser.finish();
    const texts = rows.map(([path, extra]) => `${paths.get(path)} ${extra}`);
    return { rows: texts, lines: result.lines, fault, toldBytes, paths: paths.size };
  } finally {
    await parser.close();
  }
}

test('another thread hands over what this one would have stored, also of a file that it reads itself', async () => {
  const here = await stored(0, inChunks());
  expect(here.lines).toBe(LINES);
  expect(here.rows.filter((row) => row.includes('tenant 699')).length).toBeGreaterThan(10);
  expect(await stored(null, inChunks())).toEqual(here);
  const read = await stored(null, inFile(fd, NEVER));
  expect(read.rows).toEqual(here.rows);
  expect(read.toldBytes.length).toBeGreaterThan(0);
});

test.each([0, null])('a report gets the paths once it needs them, and all of them (%s)', async (bytes) => {
  const read = (needsTextsFrom: number) => stored(bytes, inFile(fd, NEVER), { purpose: 'report', needsTextsFrom });
  const pathsOf = ({ rows }: { rows: string[] }): string[] => rows.map((row) => row.split(' ')[0]!);
  const all = await stored(0, inChunks());
  for (const from of [1, LINES / 2, LINES]) {
    const late = await read(from);
    expect(late.paths).toBe(all.paths);
    expect(pathsOf(late)).toEqual(pathsOf(all));
  }
  expect((await read(LINES + 1)).paths).toBe(0);
});

test('a checkpoint of a file that the other thread reads tells of all rows up to it', async () => {
  const told: [rows: number, parsed: number][] = [];
  await stored(null, inFile(fd, NEVER), {
    isDue: () => told.length === 0,
    onCheckpoint: ({ result }, rows) => told.push([rows, result.parsed]),
  });
  expect(told).toHaveLength(1);
  expect(told[0]![0]).toBe(told[0]![1]);
});

test('a file that the other thread reads is stopped behind a whole line', async () => {
  const stop = new AbortController();
  const stopped = await stored(null, inFile(fd, stop.signal), {
    isDue: () => {
      stop.abort();
      return false;
    },
  });
  expect(stopped.fault).toBe(null);
  expect(stopped.lines).toBe(stopped.rows.length);
  expect(stopped.lines).toBeLessThan(LINES);
  expect((await stored(null, inFile(fd, AbortSignal.abort()))).lines).toBe(0);
});
