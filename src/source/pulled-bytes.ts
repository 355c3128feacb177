/** Bytes taken in the portions that a file format asks for, from chunks of any size. */
export class PulledBytes {
  readonly #chunks: AsyncIterator<Buffer>;
  /** How many bytes were taken, without those given back. */
  taken = 0;
  #held: Buffer = Buffer.alloc(0);
  #at = 0;

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** The next `count` bytes; fewer only where the input ends. */
  async take(count: number): Promise<Buffer> {
    while (this.#held.length - this.#at < count) {
      const { value, done } = await this.#chunks.next();
      if (done) break;
      const left = this.#held.subarray(this.#at);
      this.#held = left.length === 0 ? value : Buffer.concat([left, value]);
      this.#at = 0;
    }
    return this.#advance(count);
  }

  /** What is at hand, at most `count` bytes; none only where the input ends. */
  async some(count: number): Promise<Buffer> {
    while (this.#at === this.#held.length) {
      const { value, done } = await this.#chunks.next();
      if (done) break;
      this.#held = value;
      this.#at = 0;
    }
    return this.#advance(count);
  }

  /** Gives back the last bytes of what was taken last. */
  giveBack(count: number): void {
    this.#at -= count;
    this.taken -= count;
  }

  /** All that is left, in the chunks that it comes in. */
  async *rest(): AsyncGenerator<Buffer> {
    for (let chunk = await this.some(Infinity); chunk.length > 0; chunk = await this.some(Infinity)) yield chunk;
  }

  /** Lets the input go. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  #advance(count: number): Buffer {
    const taken = this.#held.subarray(this.#at, this.#at + count);
    this.#at += taken.length;
    this.taken += taken.length;
    return taken;
  }
}
