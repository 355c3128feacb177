import { printOf, TAIL_BYTES } from './fingerprint.js';

/** A line of the greatest length may stand between the last place of a checkpoint and the last byte read. */
const KEPT_BYTES = (2 << 20) + TAIL_BYTES;

/** The bytes of a file that were read last. */
export class Trail {
  #chunks: Buffer[];
  #bytes: number;
  #end: number;

  /** @param before the bytes ahead of `offsetBytes` */
  constructor(offsetBytes: number, before: Buffer) {
    this.#chunks = [before];
    this.#bytes = before.length;
    this.#end = offsetBytes;
  }

  get endBytes(): number {
    return this.#end;
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    this.#end += chunk.length;
    while (this.#bytes - this.#chunks[0]!.length >= KEPT_BYTES) this.#bytes -= this.#chunks.shift()!.length;
  }

  /** What is known of the bytes now; the trail goes on. */
  footprint(): Footprint {
    return new Footprint(this.#end, [...this.#chunks]);
  }
}

/** The last bytes up to a place in a file. */
export class Footprint {
  constructor(
    readonly endBytes: number,
    private readonly chunks: readonly Buffer[],
  ) {}

  /** Of the bytes from a place to the end; null: they are not known any more. */
  printFrom(offsetBytes: number): string | null {
    const known = Buffer.concat(this.chunks);
    const bytes = this.endBytes - offsetBytes;
    return bytes > known.length ? null : printOf(known.subarray(known.length - bytes));
  }

  /** Of the bytes ahead of a place at or before the end; null: they are not known any more. */
  tailAt(offsetBytes: number): { bytes: number; print: string } | null {
    const known = Buffer.concat(this.chunks);
    const at = known.length - (this.endBytes - offsetBytes);
    const bytes = Math.min(TAIL_BYTES, offsetBytes);
    return at < bytes ? null : { bytes, print: printOf(known.subarray(at - bytes, at)) };
  }
}
