import type { TextBlock, TextSource } from '../store/text-inserter.js';

const CHUNK_BYTES = 1 << 20;

/** Memory for blocks of texts, used again and again: garbage of this size would wait seconds for its collector. */
export class ChunkPool {
  readonly #spare: Uint8Array[] = [];

  take(bytes: number): Uint8Array {
    if (bytes > CHUNK_BYTES) return new Uint8Array(bytes);
    return this.#spare.pop() ?? new Uint8Array(CHUNK_BYTES);
  }

  give(chunk: Uint8Array): void {
    if (chunk.length === CHUNK_BYTES) this.#spare.push(chunk);
  }
}

/** Blocks of texts that wait to be stored, in the order in which they came; what is added is copied. */
export class TextBlocks implements TextSource {
  readonly #blocks: { firstId: number; texts: number; chunk: Uint8Array; start: number; end: number }[] = [];
  /** Those that are filled, the last one up to `#top`. */
  #chunk: Uint8Array | null = null;
  #top = 0;
  #bytes = 0;
  #texts = 0;

  constructor(private readonly pool: ChunkPool) {}

  get bytes(): number {
    return this.#bytes;
  }

  get texts(): number {
    return this.#texts;
  }

  /** @param bytes of `texts` texts in UTF-8, a newline between two, the first of which has the id */
  add(firstId: number, texts: number, bytes: Uint8Array): void {
    if (this.#chunk === null || this.#top + bytes.length > this.#chunk.length) {
      this.#chunk = this.pool.take(bytes.length);
      this.#top = 0;
    }
    const chunk = this.#chunk;
    const start = this.#top;
    this.#top += bytes.length;
    chunk.set(bytes, start);
    this.#blocks.push({ firstId, texts, chunk, start, end: this.#top });
    this.#bytes += bytes.length;
    this.#texts += texts;
  }

  take(): TextBlock | null {
    const block = this.#blocks.shift();
    if (block === undefined) return null;
    const { firstId, texts, chunk, start, end } = block;
    this.#bytes -= end - start;
    this.#texts -= texts;
    if (this.#blocks[0]?.chunk !== chunk) {
      // It is read from before more is added.
      this.pool.give(chunk);
      if (this.#chunk === chunk) this.#chunk = null;
    }
    return { firstId, texts, bytes: chunk.subarray(start, end) };
  }
}
