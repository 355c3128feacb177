import type { Worker } from 'node:worker_threads';
import { UserError } from '../errors.js';
import { isToldByShape } from '../record/route-patterns.js';
import { Arrivals } from './arrivals.js';
import { NOTHING_NEW } from './fresh-texts.js';
import type { LogFile, LogParser, ParsedFile, ParserSetup, ParsingWatch, RowStore } from './log-parser.js';
import type { FromWorker, ToWorker } from './messages.js';
import { ParseControl } from './parse-control.js';
import { takeParserThread } from './parser-thread.js';
import { RowBatch } from './row-batch.js';

/** Chunks on their way to the worker: enough that it never waits, few enough that memory is bounded. */
const MOST_UNDERWAY = 16;
/** As large as the chunks of files. */
const BUFFER_BYTES = 1 << 20;
/** Buffers that go back together. */
const RETURNED_TOGETHER = 8;

/** Parses in a thread of its own, which reads plain files itself, while this one reads the others and writes to the store. */
export class RemoteParser implements LogParser {
  readonly #worker: Worker;
  readonly #target: RowStore;
  readonly #control = new ParseControl();
  readonly #messages = new Arrivals<FromWorker>();
  /** Buffers that the worker has read: new ones would have the garbage collectors of both threads at work all the time. */
  readonly #spare: ArrayBuffer[] = [];
  /** Of batches that are written. */
  #returned: ArrayBuffer[] = [];
  /** Of texts that were taken out of them. */
  #returnedTexts: ArrayBuffer[] = [];
  /** Whether a checkpoint is on its way. */
  #isAsked = false;
  #failure: Error | null = null;

  constructor(target: RowStore, { request, naming, purpose, privacy, mostTextBytes, lastIds }: ParserSetup) {
    this.#target = target;
    const control = this.#control.shared;
    this.#worker = takeParserThread();
    this.#worker.on('message', (messages: readonly FromWorker[]) => {
      for (const message of messages) this.#messages.push(message);
    });
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('the parsing thread ended')));
    const keepsShapes = isToldByShape(naming);
    this.#post({ kind: 'setup', request, purpose, privacy, mostTextBytes, keepsShapes, lastIds, control });
  }

  async file(file: LogFile, watch: ParsingWatch): Promise<ParsedFile> {
    return file.plain === null ? this.#parseChunks(file, watch) : this.#parsePlain(file, watch);
  }

  async finish(): Promise<void> {
    this.#post({ kind: 'finish' });
    for await (const message of this.#messages) {
      if (message.kind === 'batches') await this.#store(message);
      else if (message.kind === 'finished') return;
    }
    throw this.#ended();
  }

  async close(): Promise<void> {
    this.#worker.removeAllListeners('exit');
    // Its memory takes more than ten milliseconds to free, for which nobody needs to wait.
    void this.#worker.terminate();
  }

  async #parsePlain({ chunks, plain, ...file }: LogFile, watch: ParsingWatch): Promise<ParsedFile> {
    const { stop, ...sent } = plain!;
    const end = (): void => {
      this.#control.isStopped = true;
    };
    this.#control.isStopped = stop.aborted;
    stop.addEventListener('abort', end, { once: true });
    try {
      this.#post({ kind: 'file', ...file, plain: sent });
      return await this.#receive(watch, () => {
        if (this.#isAsked || !watch.isDue()) return;
        this.#isAsked = true;
        this.#control.askCheckpoint();
      });
    } finally {
      stop.removeEventListener('abort', end);
      // Behind an error, nobody wants the rest of the file.
      end();
    }
  }

  async #parseChunks(file: LogFile, watch: ParsingWatch): Promise<ParsedFile> {
    const underway = new Gate(MOST_UNDERWAY);
    const sending = this.#send(file, watch, underway);
    // Whoever fails first is told of; the other side ends with it.
    sending.catch((error: Error) => this.#fail(error));
    try {
      return await this.#receive(watch, () => underway.leave());
    } finally {
      underway.close();
      await sending.catch(() => {});
    }
  }

  async #send({ chunks, ...file }: LogFile, watch: ParsingWatch, underway: Gate): Promise<void> {
    this.#post({ kind: 'file', ...file, plain: null });
    for await (const chunk of chunks) {
      if (!(await underway.enter())) return;
      const buffer = this.#copyOf(chunk);
      this.#post({ kind: 'chunk', buffer, bytes: chunk.length }, [buffer]);
      if (watch.isDue()) this.#post({ kind: 'checkpoint' });
    }
    this.#post({ kind: 'end' });
  }

  /**
   * One message is done with before the next is looked at: a checkpoint is stored as it stands.
   * @param onProgress called when the worker has read on
   */
  async #receive(watch: ParsingWatch, onProgress: () => void): Promise<ParsedFile> {
    for await (const message of this.#messages) {
      switch (message.kind) {
        case 'batches':
          await this.#store(message);
          break;
        case 'taken':
          this.#spare.push(message.buffer);
          watch.onLines(message.lines);
          onProgress();
          break;
        case 'reached':
          watch.onLines(message.lines);
          watch.onBytes(message.bytes);
          onProgress();
          break;
        case 'checkpoint':
          await watch.onCheckpoint(message.parsed);
          this.#isAsked = false;
          break;
        case 'ended':
          return message.parsed;
        case 'refused':
          throw new UserError(message.message, message.fix);
      }
    }
    throw this.#ended();
  }

  async #store({ batches, fresh, textBuffers }: Extract<FromWorker, { kind: 'batches' }>): Promise<void> {
    for (const [i, batch] of batches.entries()) {
      this.#target.write(new RowBatch(batch, this.#giveBack), i === 0 ? fresh : NOTHING_NEW);
      if (i === 0) this.#returnedTexts.push(...textBuffers);
      await this.#target.catchUp();
    }
    if (this.#target.needsTexts) this.#control.askTexts();
  }

  #ended(): Error {
    return this.#failure ?? new Error('the parsing thread said nothing');
  }

  readonly #giveBack = (buffer: ArrayBuffer): void => {
    this.#returned.push(buffer);
    if (this.#returned.length < RETURNED_TOGETHER) return;
    const buffers = this.#returned;
    const textBuffers = this.#returnedTexts;
    this.#returned = [];
    this.#returnedTexts = [];
    this.#post({ kind: 'returned', buffers, textBuffers }, [...buffers, ...textBuffers]);
    this.#control.tellReturn();
  };

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
