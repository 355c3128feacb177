import { expect, test } from 'vitest';
import { formatChooser } from '../../src/format/choose.js';
import { BATCH_COLUMNS } from '../../src/ingest/columns.js';
import { type BatchStore, openParser } from '../../src/ingest/log-parser.js';
import { FILE_START } from '../../src/ingest/text-lane.js';
import { textAt } from '../../src/ingest/text-list.js';
import { NO_PRIVACY } from '../../src/record/privacy.js';

const LINES = 30_000;
const FORMAT = '$remote_addr [$time_local] "$request" $status "$tenant" $request_time';
const NAMES = Object.keys(BATCH_COLUMNS);
const request = { name: null, logFormat: FORMAT, nginxConf: null };

function log(): Buffer {
  const lines = Array.from({ length: LINES }, (_, i) => {
    const tenant = i % 3 === 0 ? '-' : `tenant ${i % 700}`;
    const target = i % 4001 === 0 ? '' : `GET /p/${(i * 7919) % 9000} HTTP/1.1`;
    return `10.0.0.${i % 200} [23/Nov/2026:09:39:29 +0000] "${target}" 200 "${tenant}" 0.${i % 900}\n`;
  });
  return Buffer.from(lines.join(''));
}

/** What a store gets of a log that is parsed in this thread or, where its size is not known, in another. */
async function stored(bytes: number | null): Promise<{ rows: string[]; lines: number }> {
  const rows: string[] = [];
  const paths = new Map<number, string>();
  const at = (name: string): number => NAMES.indexOf(name);
  const target: BatchStore = {
    write(columns, count, { paths: fresh }) {
      fresh?.texts.ends.forEach((_, i) => {
        paths.set(fresh.firstId + i, textAt(fresh.texts, i));
      });
      const path = columns[at('path_id')]!;
      const ids = new Int32Array(path.data, path.byteOffset, count);
      const extra = columns[at('extra')]!.texts!;
      for (let row = 0; row < count; row++) rows.push(`${paths.get(ids[row]!)} ${extra[row]}`);
    },
    catchUp: async () => {},
  };
  const choose = formatChooser(request, () => {});
  const naming = { patterns: [], templates: true };
  const setup = { choose, request, naming, privacy: NO_PRIVACY, mostTextBytes: 64 << 20, lastIds: null };
  const parser = openParser(target, setup, bytes);
  const content = log();
  async function* chunks(): AsyncGenerator<Buffer> {
    for (let from = 0; from < content.length; from += 50_021) yield content.subarray(from, from + 50_021);
  }
  const sample = content.toString().split('\n').slice(0, 50);
  const file = { id: 1, path: 'a.log', sample, from: FILE_START, chunks: chunks() };
  try {
    const { result } = await parser.file(file, { onLines: () => {}, isDue: () => false, onCheckpoint: async () => {} });
    return { rows, lines: result.lines };
  } finally {
    await parser.close();
  }
}

test('another thread hands over what this one would have stored', async () => {
  const here = await stored(0);
  expect(here.lines).toBe(LINES);
  expect(here.rows.filter((row) => row.includes('tenant 699')).length).toBeGreaterThan(10);
  expect(await stored(null)).toEqual(here);
});
