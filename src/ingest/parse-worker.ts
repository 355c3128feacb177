import { parentPort, workerData } from 'node:worker_threads';
import { UserError } from '../errors.js';
import { formatChooser } from '../format/choose.js';
import { Arrivals } from './arrivals.js';
import { emptyResult, factsOf } from './file-result.js';
import { LineParser } from './line-parser.js';
import type { LogFile, ParsedFile } from './log-parser.js';
import type { FromWorker, ToWorker, WorkerSetup } from './messages.js';
import { PACKED_BYTES, packBatch } from './packed-batch.js';

const port = parentPort!;
const { request, privacy, mostTextBytes, keepsShapes, lastIds } = workerData as WorkerSetup;
// The main thread has told what is odd about the configuration.
const choose = formatChooser(request, () => {});
/** Messages that leave together. */
const MOST_TOGETHER = 8;

const spare: ArrayBuffer[] = [];
let leaving: FromWorker[] = [];
let transfer: ArrayBuffer[] = [];
const files = new Arrivals<Omit<LogFile, 'chunks'> & { arriving: Arrivals<ToWorker> }>();
let arriving: Arrivals<ToWorker> | null = null;

const parser = new LineParser(
  {
    write(columns, rows, fresh) {
      const batch = packBatch(columns, rows, spare.pop() ?? new ArrayBuffer(PACKED_BYTES));
      post({ kind: 'batch', batch, fresh }, [batch.buffer]);
    },
  },
  { privacy, mostTextBytes, keepsShapes, lastIds },
);

port.on('message', (message: ToWorker) => {
  if (message.kind === 'chunk') spare.push(...message.returned);
  if (message.kind === 'file') {
    arriving = new Arrivals();
    files.push({ ...message, arriving });
  } else if (message.kind === 'end') arriving!.end();
  else arriving!.push(message);
});

for await (const { id, path, sample, from, arriving: messages } of files) {
  try {
    // A rotated log is often empty; without a line there is no format to find.
    const chosen = sample.length === 0 ? null : choose(path, sample);
    const parsed: ParsedFile = { result: emptyResult(), facts: chosen && factsOf(chosen) };
    const { result } = parsed;
    await parser.file(id, bytesOf(messages, parsed), chosen?.formats ?? [], { from, result });
    parser.flush();
    post({ kind: 'ended', parsed });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    post({ kind: 'refused', message: error.message, fix: error.fix });
  }
  send();
}

async function* bytesOf(messages: Arrivals<ToWorker>, parsed: ParsedFile): AsyncGenerator<Buffer> {
  for await (const message of messages) {
    if (message.kind === 'chunk') {
      yield Buffer.from(message.buffer, 0, message.bytes);
      post({ kind: 'taken', lines: parsed.result.lines, buffer: message.buffer }, [message.buffer]);
    } else if (message.kind === 'checkpoint') {
      parser.flush();
      post({ kind: 'checkpoint', parsed });
      send();
    }
    // Whoever sends chunks waits for word of those before.
    if (messages.isEmpty) send();
  }
}

function post(message: FromWorker, buffers: readonly ArrayBuffer[] = []): void {
  leaving.push(message);
  transfer.push(...buffers);
  if (leaving.length >= MOST_TOGETHER) send();
}

function send(): void {
  if (leaving.length === 0) return;
  port.postMessage(leaving, transfer);
  leaving = [];
  transfer = [];
}
