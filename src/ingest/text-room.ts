/** Gives so many bytes, at a multiple of four, for texts that are taken. */
export type TextRoom = (bytes: number) => Uint8Array<ArrayBuffer>;

/** New memory each time. */
export const newRoom: TextRoom = (bytes) => new Uint8Array(bytes);

/** Texts of a group of batches seldom take more. */
const BUFFER_BYTES = 256 << 10;

/** Memory for texts that goes to another thread and comes back: new one would have the garbage collectors of both at work. */
export class RoomInBuffers {
  readonly #spare: ArrayBuffer[] = [];
  #used: ArrayBuffer[] = [];
  #top = BUFFER_BYTES;

  readonly room: TextRoom = (bytes) => {
    if (bytes > BUFFER_BYTES) {
      const buffer = new ArrayBuffer(bytes);
      this.#used.unshift(buffer);
      return new Uint8Array(buffer);
    }
    if (this.#top + bytes > BUFFER_BYTES) {
      this.#used.push(this.#spare.pop() ?? new ArrayBuffer(BUFFER_BYTES));
      this.#top = 0;
    }
    const at = this.#top;
    this.#top += (bytes + 3) & ~3;
    return new Uint8Array(this.#used.at(-1)!, at, bytes);
  };

  /** The buffers that hold what was given since the last call. */
  takeUsed(): ArrayBuffer[] {
    const used = this.#used;
    this.#used = [];
    this.#top = BUFFER_BYTES;
    return used;
  }

  /** Takes buffers back. */
  add(buffers: readonly ArrayBuffer[]): void {
    for (const buffer of buffers) if (buffer.byteLength === BUFFER_BYTES) this.#spare.push(buffer);
  }
}
