import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import { duckdb } from './bindings.js';
import { BATCH_ROWS } from './column.js';
import { DuckDBTableFunction, INTEGER, VARCHAR } from './duckdb.js';
import { loadQuery } from './query-file.js';

/** Many texts in one. */
export interface TextBlock {
  /** Of its first text; the others follow. */
  firstId: number;
  texts: number;
  /** In UTF-8, a newline between two. */
  bytes: Uint8Array;
}

/** Texts that wait for the database. */
export interface TextSource {
  /** How many. */
  readonly texts: number;
  /** The next ones; null: none is left. They hold until something is added. */
  take(): TextBlock | null;
}

/** Blocks that are split together: all of their texts are then held at once. */
const MOST_BYTES = 1 << 20;

/** Stores blocks of texts, which a thread of the database asks for, and splits in half the time of a call for each text. */
export class TextInserter {
  #source: TextSource | null = null;
  #left = 0;
  #failure: unknown = null;
  #isRegistered = false;

  constructor(private readonly connection: DuckDBConnection) {}

  /** Runs queries/steps/texts/TABLE.sql, which adds the texts that wait by now. Until then this thread must not stand still for the connection. */
  async insert(table: string, source: TextSource): Promise<void> {
    if (!this.#isRegistered) this.#register();
    this.#source = source;
    this.#left = source.texts;
    this.#failure = null;
    try {
      await this.connection.run(loadQuery(`steps/texts/${table}`).sql);
    } finally {
      this.#source = null;
    }
    if (this.#failure !== null) throw this.#failure;
  }

  /** To be called when a transaction was undone: what it declared is gone with it. */
  forget(): void {
    this.#isRegistered = false;
  }

  #register(): void {
    this.#isRegistered = true;
    this.connection.registerTableFunction(
      DuckDBTableFunction.create({
        name: 'waiting_texts',
        bindFunction: (info) => {
          if (this.#source === null) info.setError('no texts wait');
          info.addResultColumn('first_id', INTEGER);
          info.addResultColumn('block', VARCHAR);
        },
        initFunction: (info) => info.setMaxThreads(1),
        mainFunction: (_, output) => {
          try {
            output.rowCount = this.#failure === null ? this.#hand(output) : 0;
          } catch (error) {
            this.#failure = error;
            output.rowCount = 0;
          }
        },
      }),
    );
  }

  /** @returns how many blocks were handed over */
  #hand({ chunk }: DuckDBDataChunk): number {
    const blocks = duckdb.data_chunk_get_vector(chunk, 1);
    const firstIds = new Int32Array(BATCH_ROWS);
    let rows = 0;
    for (let bytes = 0; rows < BATCH_ROWS && bytes < MOST_BYTES && this.#left > 0; rows++) {
      const next = this.#source!.take();
      if (next === null) break;
      this.#left -= next.texts;
      bytes += next.bytes.length;
      firstIds[rows] = next.firstId;
      duckdb.vector_assign_string_element_len(blocks, rows, next.bytes);
    }
    duckdb.copy_data_to_vector(duckdb.data_chunk_get_vector(chunk, 0), 0, firstIds.buffer, 0, rows * 4);
    return rows;
  }
}
