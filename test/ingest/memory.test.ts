import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { compileLogFormat } from '../../src/format/compile.js';
import { describeTexts } from '../../src/ingest/describe-texts.js';
import { Describing } from '../../src/ingest/describing.js';
import { HitWriter } from '../../src/ingest/hit-writer.js';
import { LineParser } from '../../src/ingest/line-parser.js';
import { RowPacker } from '../../src/ingest/row-batch.js';
import type { Store } from '../../src/store/store.js';
import { type Database, openStore } from '../support/database.js';
import { FULL_FORMAT, logLine } from '../support/lines.js';
import { seeded } from '../support/random.js';

const LINES = 30_000;
const SEVERAL_PATHS = 9000;

let store: Store;
let database: Database;
beforeEach(async () => {
  ({ store, database } = await openStore());
});
afterEach(() => database.close());

function manyTexts(): string {
  const random = seeded(7);
  const lines = Array.from({ length: LINES }, (_, at) =>
    logLine({
      at,
      request: `${at % 7 === 0 ? 'POST' : 'GET'} /files/${Math.floor(random.next() * SEVERAL_PATHS)}/x?q=${at % 5000} HTTP/1.1`,
      agent: at % 11 === 0 ? `Googlebot/${at % 300}` : `Mozilla/5.0 (X11; Linux) Firefox/${at % 900}`,
      cache: at % 3 === 0 ? 'HIT' : '-',
      upstreamS: at % 3 === 0 ? '-' : '0.020',
    }),
  );
  return `${lines.join('\n')}\n`;
}

async function readWith(mostTextBytes: number): Promise<unknown[]> {
  const writer = await HitWriter.open(store);
  const meaning = describeTexts({ patterns: [], templates: true });
  const describing = new Describing(writer, { describe: meaning, mostTextBytes });
  const parser = new LineParser(new RowPacker(describing), { mostTextBytes, keepsShapes: true });
  const log = Buffer.from(manyTexts());
  async function* chunks(): AsyncGenerator<Buffer> {
    for (let at = 0; at < log.length; at += 1 << 16) yield log.subarray(at, at + (1 << 16));
  }
  const { parsed } = await parser.file(1, chunks(), [compileLogFormat('given', FULL_FORMAT)]);
  parser.flush();
  await writer.close();
  await writer.unify();
  expect(parsed).toBe(LINES);
  return database.run(
    `SELECT h.line, p.path, q.query, a.agent, m.word AS method, t.template, h.content, h.served_by, h.is_bot
     FROM hits h
     JOIN paths p ON p.id = h.path_id JOIN queries q ON q.id = h.query_id JOIN agents a ON a.id = h.agent_id
     JOIN words m ON m.id = h.method_id JOIN templates t ON t.id = h.template_id ORDER BY h.line`,
  );
}

describe('reading with less memory than the texts of a log need', () => {
  test('gives the same rows, and each text one id', async () => {
    const rows = await readWith(1 << 17);
    const distinct = await database.run(
      'SELECT count(*) AS texts, count(DISTINCT path) AS paths, count(DISTINCT id) AS ids FROM paths',
    );
    expect(distinct[0]!.texts).toBe(distinct[0]!.paths);
    expect(distinct[0]!.ids).toBe(distinct[0]!.paths);
    database.close();
    ({ store, database } = await openStore());
    expect(rows).toEqual(await readWith(64 << 20));
  });
});
