import { readFileSync } from 'node:fs';
import { BATCH_ROWS, bytesOfValues, Column, VALIDITY_BYTES } from '../store/column.js';
import type { ColumnKind } from '../store/column-kinds.js';
import { type Dictionaries, HitBatch, makeDictionaries } from './batch.js';
import { ByteLine } from './byte-line.js';
import type { Purpose } from './columns.js';
import { PADDING } from './dictionary.js';
import { WasmDictionary } from './wasm-dictionary.js';

/** What assembly/lane.ts exports; addresses are 32-bit, and come as signed numbers. */
export interface LaneExports {
  memory: WebAssembly.Memory;
  alloc(bytes: number): number;
  free(at: number): void;
  createColumn(values: number, validity: number, isId: number): number;
  createDictionary(seedLow: number, seedHigh: number): number;
  idOf(dictionary: number, at: number, length: number): number;
  keepShapes(dictionary: number, shapes: number): void;
  isTaken(dictionary: number): number;
  takeShapes(dictionary: number): number;
  takeFresh(dictionary: number, most: number): number;
  freshTexts(): number;
  freshLength(): number;
  freshAscii(): number;
  freshNewline(): number;
  dictionaryBytes(dictionary: number): number;
  restart(dictionary: number, firstId: number): void;
  createReader(
    ...args: [
      prefix: number,
      prefixLength: number,
      escapes: number,
      alwaysFinishes: number,
      colours: number,
      mostRows: number,
      mostLineBytes: number,
      mostSteps: number,
      mostTouched: number,
      file: number,
      line: number,
      asked: number,
      ended: number,
    ]
  ): number;
  addStep(
    reader: number,
    op: number,
    flags: number,
    after: number,
    afterLength: number,
    ...columnsDictionariesNumber: [number, number, number, number, number, number, number, number, number, number]
  ): void;
  addTouched(reader: number, column: number): void;
  freeReader(reader: number): void;
  run(reader: number, from: number, stop: number, row: number, fileId: number, line: number): number;
  rowsRead(): number;
}

/** What assembly/host.ts asks for; the reader at work answers. */
export interface LaneHost {
  fits(step: number, start: number, end: number): boolean;
  read(step: number, start: number, end: number, row: number): boolean;
  missing(step: number): number;
  midnight(step: number, start: number): number | null;
  finish(row: number): void;
}

// The same from the sources, which tests run, and from the built program.
const MODULE = new URL('../../dist/ingest/lane.wasm', import.meta.url);
let compiled: WebAssembly.Module | null | undefined;

/** Compiles the lane, once. Null: this machine's WebAssembly has no SIMD. */
export function compileLane(): WebAssembly.Module | null {
  if (compiled !== undefined) return compiled;
  try {
    compiled = new WebAssembly.Module(readFileSync(MODULE));
  } catch (error) {
    if (!(error instanceof WebAssembly.CompileError)) throw error;
    compiled = null;
  }
  return compiled;
}

/** One instance of the WebAssembly lane, and the batch, the dictionaries and the line buffer that lie in its memory. */
export class WasmMemory {
  readonly lane: LaneExports;
  readonly batch: HitBatch;
  readonly dictionaries: Dictionaries;
  /** The reader at work. */
  host: LaneHost | null = null;
  readonly #columns = new Map<Column, number>();
  readonly #lines = new Map<number, { line: ByteLine; at: number }>();
  readonly #moved: (() => void)[] = [];
  #buffer: ArrayBuffer;

  /**
   * Null where WebAssembly with SIMD is missing.
   * @param keepsShapes of paths
   */
  static create(keepsShapes: boolean, purpose: Purpose): WasmMemory | null {
    const module = compileLane();
    return module && new WasmMemory(module, keepsShapes, purpose);
  }

  private constructor(module: WebAssembly.Module, keepsShapes: boolean, purpose: Purpose) {
    const instance = new WebAssembly.Instance(module, {
      host: {
        fits: (step, start, end) => Number(this.#asked().fits(step!, start! >>> 0, end! >>> 0)),
        read: (step, start, end, row) => Number(this.#asked().read(step!, start! >>> 0, end! >>> 0, row!)),
        missing: (step) => this.#asked().missing(step!),
        midnight: (step, start) => this.#asked().midnight(step!, start! >>> 0) ?? Number.NaN,
        finish: (row) => {
          this.#asked().finish(row!);
          return undefined;
        },
      },
      env: {
        abort: () => {
          throw new Error('the parsing lane ran out of memory');
        },
      },
    });
    this.lane = instance.exports as LaneExports;
    this.#buffer = this.lane.memory.buffer;
    const dictionaries = makeDictionaries(() => new WasmDictionary(this));
    if (keepsShapes) dictionaries.paths.keepShapes(dictionaries.shapes);
    this.dictionaries = dictionaries;
    this.batch = new HitBatch(purpose, (kind) => this.#column(kind));
  }

  get buffer(): ArrayBuffer {
    return this.#buffer;
  }

  /** The address of so many bytes; the memory may lie elsewhere afterwards. */
  alloc(bytes: number): number {
    const at = this.lane.alloc(bytes) >>> 0;
    this.sync();
    return at;
  }

  /** The address of a copy of the bytes, padded. */
  copy(bytes: Uint8Array): number {
    const at = this.alloc(bytes.length + PADDING);
    new Uint8Array(this.#buffer, at, bytes.length).set(bytes);
    return at;
  }

  /** The lane's own column. */
  columnAt(column: Column): number {
    return this.#columns.get(column)!;
  }

  /** The buffer for lines of that capacity, and its address: files are read one after the other. */
  line(capacity: number): { line: ByteLine; at: number } {
    const known = this.#lines.get(capacity);
    if (known !== undefined) return known;
    const bytes = capacity + PADDING;
    const at = this.alloc(bytes);
    const line = new ByteLine(Buffer.from(this.#buffer, at, bytes));
    this.#moved.push(() => line.move(Buffer.from(this.#buffer, at, bytes)));
    this.#lines.set(capacity, { line, at });
    return { line, at };
  }

  /** To be called after everything that may have the memory grow, which then lies elsewhere. */
  sync(): void {
    const { buffer } = this.lane.memory;
    if (buffer === this.#buffer) return;
    this.#buffer = buffer;
    for (const column of this.#columns.keys()) column.move(buffer);
    for (const move of this.#moved) move();
  }

  #asked(): LaneHost {
    this.sync();
    return this.host!;
  }

  #column(kind: ColumnKind): Column {
    // Texts are objects of JavaScript.
    if (kind === 'text') return new Column(kind);
    const values = this.alloc(bytesOfValues(kind));
    const validity = this.alloc(VALIDITY_BYTES);
    const at = this.lane.createColumn(values, validity, Number(kind === 'id')) >>> 0;
    this.sync();
    new Uint8Array(this.#buffer, values, bytesOfValues(kind)).fill(0);
    new Uint8Array(this.#buffer, validity, BATCH_ROWS / 8).fill(0);
    const column = new Column(kind, { buffer: this.#buffer, values, validity });
    this.#columns.set(column, at);
    return column;
  }
}
