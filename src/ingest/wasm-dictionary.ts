import { randomBytes } from 'node:crypto';
import { type Dictionary, PADDING, type Taken, type TakenShapes } from './dictionary.js';
import { type TextList, TextListBuilder } from './text-list.js';
import { newRoom, type TextRoom } from './text-room.js';
import type { WasmMemory } from './wasm-memory.js';

const FIRST_SCRATCH = 1 << 12;
const ALL = -1 >>> 0;

/** A dictionary in the memory of the WebAssembly lane, which fills it too: see assembly/dictionary.ts. */
export class WasmDictionary implements Dictionary {
  readonly at: number;
  #taken = 0;
  #shaped = 0;
  #keepsShapes = false;
  /** Room for a text of JavaScript. */
  #scratch = 0;
  #scratchBytes = 0;

  constructor(private readonly memory: WasmMemory) {
    const seed = randomBytes(8);
    this.at = memory.lane.createDictionary(seed.readInt32LE(0), seed.readInt32LE(4)) >>> 0;
    memory.sync();
  }

  idOf(view: DataView, start: number, end: number): number {
    return this.#idAt(this.#addressOf(view, start, end), end - start);
  }

  id(text: string | null): number {
    if (text === null) return 0;
    const at = this.#room(text.length * 3);
    return this.#idAt(at, Buffer.from(this.memory.buffer, at, text.length * 3).write(text, 'utf8'));
  }

  /** Keeps the shapes of its texts, which are paths. */
  keepShapes(shapes: WasmDictionary): void {
    this.memory.lane.keepShapes(this.at, shapes.at);
    this.#keepsShapes = true;
  }

  get isTaken(): boolean {
    return this.memory.lane.isTaken(this.at) !== 0;
  }

  takeShapes(room: TextRoom = newRoom): TakenShapes | null {
    if (!this.#keepsShapes) return null;
    const { lane } = this.memory;
    const block = lane.takeShapes(this.at) >>> 0;
    this.memory.sync();
    const shapes = numbersIn(this.#copyOf(block, lane.freshTexts() * 4, room));
    lane.free(block);
    const firstId = this.#shaped + 1;
    this.#shaped += shapes.length;
    return { firstId, shapes };
  }

  takeFresh(room: TextRoom = newRoom, mostBytes = ALL): Taken {
    const { lane } = this.memory;
    const block = lane.takeFresh(this.at, mostBytes) >>> 0;
    this.memory.sync();
    const count = lane.freshTexts();
    const copy = this.#copyOf(block, count * 4 + lane.freshLength(), room);
    const ends = numbersIn(copy.subarray(0, count * 4));
    const bytes = copy.subarray(count * 4);
    // What is no UTF-8 has to be made it.
    const texts = lane.freshAscii() ? { bytes, ends, holdsNewline: lane.freshNewline() !== 0 } : decoded(bytes, ends);
    lane.free(block);
    const firstId = this.#taken + 1;
    this.#taken += count;
    return { firstId, texts };
  }

  get bytes(): number {
    return this.memory.lane.dictionaryBytes(this.at);
  }

  restart(firstId: number): void {
    this.memory.lane.restart(this.at, firstId);
    this.memory.sync();
    this.#taken = firstId - 1;
    this.#shaped = firstId - 1;
  }

  #idAt(at: number, length: number): number {
    const id = this.memory.lane.idOf(this.at, at, length);
    this.memory.sync();
    return id;
  }

  /** Where the bytes lie in the lane's memory: they are copied there if they do not. */
  #addressOf(view: DataView, start: number, end: number): number {
    if (view.buffer === this.memory.buffer) return view.byteOffset + start;
    const at = this.#room(end - start);
    const bytes = new Uint8Array(view.buffer, view.byteOffset + start, end - start);
    new Uint8Array(this.memory.buffer, at, bytes.length).set(bytes);
    return at;
  }

  #copyOf(at: number, bytes: number, room: TextRoom): Uint8Array<ArrayBuffer> {
    const copy = room(bytes);
    copy.set(new Uint8Array(this.memory.buffer, at, bytes));
    return copy;
  }

  #room(bytes: number): number {
    if (bytes <= this.#scratchBytes) return this.#scratch;
    if (this.#scratchBytes > 0) this.memory.lane.free(this.#scratch);
    this.#scratchBytes = Math.max(bytes * 2, FIRST_SCRATCH);
    this.#scratch = this.memory.alloc(this.#scratchBytes + PADDING);
    return this.#scratch;
  }
}

function numbersIn({ buffer, byteOffset, length }: Uint8Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  return new Uint32Array(buffer, byteOffset, length / 4);
}

function decoded(bytes: Uint8Array, ends: Uint32Array): TextList {
  const texts = new TextListBuilder();
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let i = 0, start = 0; i < ends.length; i++) {
    const end = ends[i]!;
    texts.add(buffer.toString('utf8', start, end));
    start = end + 1;
  }
  return texts.list();
}
