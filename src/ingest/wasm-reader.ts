import { BATCH_ROWS } from '../store/column.js';
import type { BlockReader } from './block-reader.js';
import type { ByteLine } from './byte-line.js';
import type { BytePlan, ByteStep } from './byte-reader.js';
import { HIT_COLUMNS, type HitColumn } from './columns.js';
import { MAX_LINE_BYTES } from './line-guard.js';
import { NATIVE_OPS } from './native-field.js';
import type { WasmDictionary } from './wasm-dictionary.js';
import type { LaneHost, WasmMemory } from './wasm-memory.js';

// As in assembly/step.ts.
const QUOTED = 1;
const LIST = 2;
const ZONED = 4;
const SHAPED = 8;
const MISSING_NOT_ASKED = 16;
const MISSING_MALFORMED = 32;
const MISSING_HOST = 64;
const SPLITS = 128;
const BLANKS = 256;
const DIGITS = 512;

/** Reads plain lines in WebAssembly, as `byteReader` does in TypeScript by the same plan. */
export class WasmReader implements BlockReader {
  readonly #reader: number;
  readonly #host: LaneHost;

  /** @param at where the line's buffer lies in the memory */
  constructor(
    private readonly memory: WasmMemory,
    plan: BytePlan,
    private readonly line: ByteLine,
    private readonly at: number,
  ) {
    this.#reader = encode(memory, plan);
    this.#host = hostOf(plan, line, at);
  }

  read(from: number, stop: number, fileId: number, firstLine: number): number {
    const { memory, at } = this;
    memory.host = this.#host;
    // A line that turned out not to be plain may have left something.
    this.line.begin(memory.batch.rows);
    const next = memory.lane.run(this.#reader, at + from, at + stop, memory.batch.rows, fileId, firstLine) >>> 0;
    memory.sync();
    memory.batch.rows = memory.lane.rowsRead();
    return next - at;
  }

  close(): void {
    this.memory.lane.freeReader(this.#reader);
  }
}

function encode(memory: WasmMemory, { prefix, escapes, steps, fromStart, alwaysStores, colours }: BytePlan): number {
  const { lane, batch } = memory;
  const column = (name: HitColumn | null | undefined): number => (name ? memory.columnAt(batch.columns[name]) : 0);
  const touched = touchedBy(steps);
  const reader = lane.createReader(
    memory.copy(prefix),
    prefix.length,
    Number(escapes),
    Number(alwaysStores),
    Number(colours),
    BATCH_ROWS,
    MAX_LINE_BYTES,
    steps.length,
    touched.length,
    batch.leftOut.has('file_id') ? 0 : column('file_id'),
    batch.leftOut.has('line') ? 0 : column('line'),
    column('upstream_asked'),
    fromStart ? column('ended_at') : 0,
  );
  for (const step of steps) {
    const { native, after } = step;
    const [c0, c1, c2, c3, c4, c5] = native?.columns ?? [];
    const [d0 = 0, d1 = 0, d2 = 0] = (native?.dictionaries ?? []).map(
      (name) => (memory.dictionaries[name] as WasmDictionary).at,
    );
    lane.addStep(
      reader,
      NATIVE_OPS.indexOf(native?.op ?? 'host'),
      flagsOf(step),
      memory.copy(after),
      after.length,
      column(c0),
      column(c1),
      column(c2),
      column(c3),
      column(c4),
      column(c5),
      d0,
      d1,
      d2,
      native?.number ?? 0,
    );
  }
  for (const name of touched) lane.addTouched(reader, column(name));
  memory.sync();
  return reader;
}

/** Columns that a line may write to before it turns out not to be plain. */
function touchedBy(steps: readonly ByteStep[]): HitColumn[] {
  const names = steps.flatMap(({ native }) => native?.columns ?? []).filter((name) => name !== null);
  return [...new Set<HitColumn>(names)].filter((name) => HIT_COLUMNS[name] !== 'text');
}

function flagsOf({ quoted, isList, isTime, run, missing, native }: ByteStep): number {
  const absent = {
    'not asked': MISSING_NOT_ASKED,
    malformed: MISSING_MALFORMED,
    none: missing === null ? 0 : MISSING_HOST,
  };
  return (
    (quoted ? QUOTED : 0) |
    (isList ? LIST : 0) |
    (isTime ? ZONED : 0) |
    (run === 'blanks' ? BLANKS : 0) |
    (run === 'digits' ? DIGITS : 0) |
    (native?.fits ? SHAPED : 0) |
    (native?.splits ? SPLITS : 0) |
    absent[native?.missing ?? 'none']
  );
}

function hostOf({ steps, store }: BytePlan, line: ByteLine, at: number): LaneHost {
  return {
    fits: (step, start, end) => steps[step]!.native!.fits!(start - at, end - at),
    read: (step, start, end, row) => {
      line.row = row;
      return steps[step]!.read(start - at, end - at);
    },
    missing: (step) => {
      line.asked = 0;
      steps[step]!.missing!();
      return line.asked;
    },
    midnight: (step, start) => steps[step]!.native!.midnight!(start - at),
    finish: (row) => {
      line.row = row;
      store!();
      line.begin(row + 1);
    },
  };
}
