import type { Format } from '../../../src/format/format.js';
import type { LogBytes } from '../../../src/ingest/byte-feed.js';
import { BATCH_COLUMNS, type Purpose } from '../../../src/ingest/columns.js';
import { describeTexts } from '../../../src/ingest/describe-texts.js';
import { Describing } from '../../../src/ingest/describing.js';
import type { FileResult } from '../../../src/ingest/file-result.js';
import { type Lane, LineParser } from '../../../src/ingest/line-parser.js';
import { RowPacker } from '../../../src/ingest/row-batch.js';
import { textsOf } from '../../../src/ingest/text-list.js';
import type { TextRows, TextTableName } from '../../../src/ingest/text-rows.js';
import { SERVERS } from '../../../src/record/vocabulary.js';
import type { ColumnData } from '../../../src/store/column.js';

type Value = string | number | null;
export type Row = Record<string, Value>;

/** The table that a column's ids name a text of. */
const TABLES: Record<string, TextTableName> = {
  client_id: 'clients',
  host_id: 'words',
  user_id: 'words',
  method_id: 'words',
  path_id: 'paths',
  query_id: 'queries',
  protocol_id: 'words',
  malformed_id: 'paths',
  referrer_id: 'referrers',
  agent_id: 'agents',
  upstream_addr_id: 'words',
  cache_status_id: 'words',
  content_type_id: 'content_types',
  template_id: 'templates',
};
const NAMES = Object.keys(BATCH_COLUMNS);

export interface LaneRead {
  /** A request a row, by column, in the order of the log; texts in place of ids, null for none. */
  rows: Row[];
  result: FileResult;
}

interface Reading {
  chunkBytes?: number;
  mostTextBytes?: number;
  purpose?: Purpose;
  /** Where the bytes come from; by default in chunks of that size. */
  bytes?: LogBytes;
}

/** Reads a log with one lane. */
export async function readRows(
  log: Buffer,
  formats: readonly Format[],
  lane: Lane,
  { chunkBytes = 1 << 20, mostTextBytes = 64 << 20, purpose = 'all', bytes }: Reading = {},
): Promise<LaneRead> {
  const rows: Row[] = [];
  const texts = new Map<TextTableName, Map<number, string>>();
  const describing = new Describing(
    {
      write({ columns, rows: count }, fresh) {
        for (const [table, added] of Object.entries(fresh) as [TextTableName, TextRows | undefined][]) {
          if (added === undefined) continue;
          const { firstId, texts: list } = added;
          const known = texts.get(table) ?? new Map<number, string>();
          texts.set(table, known);
          textsOf(list).forEach((text, i) => {
            known.set(firstId + i, text);
          });
        }
        for (let row = 0; row < count; row++) {
          rows.push(Object.fromEntries(NAMES.map((name, i) => [name, cell(name, columns[i]!, row)])));
        }
      },
    },
    { describe: describeTexts({ patterns: [], templates: true }), mostTextBytes },
  );
  const parser = new LineParser(new RowPacker(describing), { lane, purpose, mostTextBytes, keepsShapes: true });
  const cell = (name: string, column: ColumnData, row: number): Value => {
    const value = cellOf(column, row);
    if (name === 'served_by') return SERVERS[Number(value)]!;
    const table = TABLES[name];
    if (table === undefined) return value;
    // Requests without a path have templates that are no texts.
    if (name === 'template_id' && Number(value) <= 0) return value;
    return value === 0 ? null : texts.get(table)!.get(Number(value))!;
  };
  async function* chunks(): AsyncGenerator<Buffer> {
    // A reader may use its buffer again.
    for (let at = 0; at < log.length; at += chunkBytes) yield Buffer.from(log.subarray(at, at + chunkBytes));
  }
  const result = await parser.file(1, bytes ?? chunks(), formats);
  parser.flush();
  return { rows, result };
}

function cellOf({ kind, data, byteOffset, texts, validity }: ColumnData, row: number): Value {
  const isAlways = kind === 'id' || kind === 'code';
  if (!isAlways && (validity[row >> 5]! & (1 << (row & 31))) === 0) return null;
  const view = new DataView(data, byteOffset);
  switch (kind) {
    case 'text':
      return texts![row]!;
    case 'double':
      return view.getFloat64(row * 8, true);
    case 'bigint':
    case 'timestamp':
      return Number(view.getBigInt64(row * 8, true));
    case 'code':
    case 'boolean':
      return view.getUint8(row);
    default:
      return view.getInt32(row * 4, true);
  }
}
