import { Worker } from 'node:worker_threads';
import { UserError } from '../errors.js';
import type { BatchTarget } from './line-parser.js';
import type { LogFile, LogParser, ParsedFile, ParserSetup } from './log-parser.js';
import type { FromWorker, ToWorker, WorkerSetup } from './messages.js';
import { unpackBatch } from './packed-batch.js';

/** Chunks on their way to the worker: enough that it never waits, few enough that memory is bounded. */
const MOST_UNDERWAY = 4;
// Built beside the sources and beside the program alike.
const WORKER = new URL('../../dist/ingest/parse-worker.js', import.meta.url);

/** Parses in a thread of its own, while this one reads files and writes to the store. */
export class RemoteParser implements LogParser {
  readonly #worker: Worker;
  readonly #target: BatchTarget;
  #underway = 0;
  #onLines: (lines: number) => void = () => {};
  #failure: Error | null = null;
  #ended: ParsedFile | null = null;
  #wake: (() => void) | null = null;

  constructor(target: BatchTarget, { request, mostTextBytes }: ParserSetup) {
    this.#target = target;
    this.#worker = new Worker(WORKER, { workerData: { request, mostTextBytes } satisfies WorkerSetup });
    this.#worker.on('message', (message: FromWorker) => this.#take(message));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('the parsing thread ended')));
  }

  async file({ id, path, sample, chunks }: LogFile, onLines: (lines: number) => void): Promise<ParsedFile> {
    this.#onLines = onLines;
    this.#ended = null;
    this.#underway = 0;
    this.#post({ kind: 'file', id, path, sample });
    for await (const chunk of chunks) {
      await this.#until(() => this.#underway < MOST_UNDERWAY);
      const buffer = chunk.buffer.slice(chunk.byteOffset, chunk.byteOffset + chunk.length) as ArrayBuffer;
      this.#underway++;
      this.#post({ kind: 'chunk', buffer, bytes: chunk.length }, [buffer]);
    }
    this.#post({ kind: 'end' });
    await this.#until(() => this.#ended !== null);
    return this.#ended!;
  }

  async close(): Promise<void> {
    this.#worker.removeAllListeners('exit');
    await this.#worker.terminate();
  }

  #take(message: FromWorker): void {
    try {
      switch (message.kind) {
        case 'batch':
          this.#target.write(unpackBatch(message.batch), message.batch.rows, message.fresh);
          this.#post({ kind: 'return', buffer: message.batch.buffer }, [message.batch.buffer]);
          break;
        case 'taken':
          this.#underway--;
          this.#onLines(message.lines);
          break;
        case 'ended':
          this.#ended = { result: message.result, facts: message.facts };
          break;
        case 'refused':
          this.#failure = new UserError(message.message, message.fix);
      }
    } catch (error) {
      this.#failure ??= error as Error;
    }
    this.#wake?.();
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#wake?.();
  }

  async #until(met: () => boolean): Promise<void> {
    while (this.#failure === null && !met()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
    if (this.#failure !== null) throw this.#failure;
  }

  #post(message: ToWorker, transfer: ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, transfer);
  }
}
