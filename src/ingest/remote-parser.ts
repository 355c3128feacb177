import { Worker } from 'node:worker_threads';
import { UserError } from '../errors.js';
import { isToldByShape } from '../record/route-patterns.js';
import { Arrivals } from './arrivals.js';
import type { LogFile, LogParser, ParsedFile, ParserSetup, ParsingWatch, RowStore } from './log-parser.js';
import type { FromWorker, ToWorker, WorkerSetup } from './messages.js';
import { unpackBatch } from './packed-batch.js';

/** Chunks on their way to the worker: enough that it never waits, few enough that memory is bounded. */
const MOST_UNDERWAY = 16;
/** As large as the chunks of files. */
const BUFFER_BYTES = 1 << 20;
// The same from the sources, which tests run, and from the built program.
const WORKER = new URL('../../dist/ingest/parse-worker.js', import.meta.url);

/** Parses in a thread of its own, while this one reads files and writes to the store. */
export class RemoteParser implements LogParser {
  readonly #worker: Worker;
  readonly #target: RowStore;
  readonly #messages = new Arrivals<FromWorker>();
  /** Buffers that the worker has read: new ones would have the garbage collectors of both threads at work all the time. */
  readonly #spare: ArrayBuffer[] = [];
  /** Of batches that are written: they go back with the next chunk. */
  #returned: ArrayBuffer[] = [];
  #failure: Error | null = null;

  constructor(target: RowStore, { request, naming, privacy, mostTextBytes, lastIds }: ParserSetup) {
    this.#target = target;
    this.#worker = new Worker(WORKER, {
      workerData: {
        request,
        privacy,
        mostTextBytes,
        keepsShapes: isToldByShape(naming),
        lastIds,
      } satisfies WorkerSetup,
    });
    this.#worker.on('message', (messages: readonly FromWorker[]) => {
      for (const message of messages) this.#messages.push(message);
    });
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('the parsing thread ended')));
  }

  async file(file: LogFile, watch: ParsingWatch): Promise<ParsedFile> {
    const underway = new Gate(MOST_UNDERWAY);
    const sending = this.#send(file, watch, underway);
    // Whoever fails first is told of; the other side ends with it.
    sending.catch((error: Error) => this.#fail(error));
    try {
      return await this.#receive(watch, underway);
    } finally {
      underway.close();
      await sending.catch(() => {});
    }
  }

  async close(): Promise<void> {
    this.#worker.removeAllListeners('exit');
    await this.#worker.terminate();
  }

  async #send({ chunks, ...file }: LogFile, watch: ParsingWatch, underway: Gate): Promise<void> {
    this.#post({ kind: 'file', ...file });
    for await (const chunk of chunks) {
      if (!(await underway.enter())) return;
      const buffer = this.#copyOf(chunk);
      const returned = this.#returned;
      this.#returned = [];
      this.#post({ kind: 'chunk', buffer, bytes: chunk.length, returned }, [buffer, ...returned]);
      if (watch.isDue()) this.#post({ kind: 'checkpoint' });
    }
    this.#post({ kind: 'end' });
  }

  // One message is done with before the next is looked at: a checkpoint is stored as it stands.
  async #receive(watch: ParsingWatch, underway: Gate): Promise<ParsedFile> {
    for await (const message of this.#messages) {
      switch (message.kind) {
        case 'batch':
          this.#target.write(unpackBatch(message.batch), message.batch.rows, message.fresh);
          await this.#target.catchUp();
          this.#returned.push(message.batch.buffer);
          break;
        case 'taken':
          this.#spare.push(message.buffer);
          underway.leave();
          watch.onLines(message.lines);
          break;
        case 'checkpoint':
          await watch.onCheckpoint(message.parsed);
          break;
        case 'ended':
          return message.parsed;
        case 'refused':
          throw new UserError(message.message, message.fix);
      }
    }
    throw this.#failure ?? new Error('the parsing thread said nothing');
  }

  #copyOf(chunk: Buffer): ArrayBuffer {
    const spare = this.#spare.pop();
    const buffer =
      spare && spare.byteLength >= chunk.length ? spare : new ArrayBuffer(Math.max(chunk.length, BUFFER_BYTES));
    new Uint8Array(buffer).set(chunk);
    return buffer;
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#messages.end();
  }

  #post(message: ToWorker, transfer: ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, transfer);
  }
}

/** Lets so many in at a time, until it is closed. */
class Gate {
  #inside = 0;
  #isOpen = true;
  #wake: (() => void) | null = null;

  constructor(private readonly most: number) {}

  /** @returns false: it is closed */
  async enter(): Promise<boolean> {
    while (this.#isOpen && this.#inside >= this.most) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#inside++;
    return this.#isOpen;
  }

  leave(): void {
    this.#inside--;
    this.#wake?.();
  }

  close(): void {
    this.#isOpen = false;
    this.#wake?.();
  }
}
