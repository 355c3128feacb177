const STOPPED = 0;
const CHECKPOINT = 1;
const RETURNS = 2;
const TEXTS = 3;
const WORDS = 4;

/** What the thread that stores has to tell the one that parses, which takes no messages while it reads a file. */
export class ParseControl {
  readonly #words: Int32Array;

  /** @param shared memory of both threads; new without */
  constructor(readonly shared = new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT)) {
    this.#words = new Int32Array(shared);
  }

  /** Whether the file at hand is to be read on. */
  set isStopped(isStopped: boolean) {
    Atomics.store(this.#words, STOPPED, Number(isStopped));
  }

  get isStopped(): boolean {
    return Atomics.load(this.#words, STOPPED) === 1;
  }

  /** Asks for a checkpoint between two pieces. */
  askCheckpoint(): void {
    Atomics.store(this.#words, CHECKPOINT, 1);
  }

  /** Whether one was asked for since the last call. */
  takeCheckpoint(): boolean {
    return Atomics.exchange(this.#words, CHECKPOINT, 0) === 1;
  }

  /** Whether texts are needed that can be held back. */
  get needsTexts(): boolean {
    return Atomics.load(this.#words, TEXTS) === 1;
  }

  askTexts(): void {
    Atomics.store(this.#words, TEXTS, 1);
  }

  /** Messages with buffers that were sent to the parsing thread. */
  get returns(): number {
    return Atomics.load(this.#words, RETURNS);
  }

  /** Another one was sent. */
  tellReturn(): void {
    Atomics.add(this.#words, RETURNS, 1);
    Atomics.notify(this.#words, RETURNS);
  }

  /** Waits until more were sent than `returns`. */
  awaitReturn(returns: number): void {
    Atomics.wait(this.#words, RETURNS, returns);
  }
}
