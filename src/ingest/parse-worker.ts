import { parentPort, receiveMessageOnPort } from 'node:worker_threads';
import { UserError } from '../errors.js';
import { formatChooser } from '../format/choose.js';
import { Arrivals } from './arrivals.js';
import { emptyResult, factsOf } from './file-result.js';
import { LineParser } from './line-parser.js';
import type { ParsedFile } from './log-parser.js';
import type { FromWorker, ToWorker, WorkerSetup } from './messages.js';
import { type PackedBatch, packBatch } from './packed-batch.js';
import { ParseControl } from './parse-control.js';
import { bufferOf } from './row-batch.js';
import { RoomInBuffers } from './text-room.js';
import { compileLane } from './wasm-memory.js';
import { WatchedFeed } from './watched-feed.js';

const port = parentPort!;
compileLane();
const setup = await new Promise<WorkerSetup>((resolve) => {
  port.once('message', resolve);
});
const { request, purpose, privacy, mostTextBytes, keepsShapes, lastIds, control: shared } = setup;
// The main thread has told what is odd about the configuration.
const choose = formatChooser(request, () => {});
const control = new ParseControl(shared);
/** Batches that leave together, with their texts. */
const BATCHES_TOGETHER = 8;
/** Batches that are not stored: enough that no thread waits for another, few enough that memory is bounded. */
const MOST_UNDERWAY = 180;

const spare: ArrayBuffer[] = [];
const texts = new RoomInBuffers();
let buffers = 0;
/** Batches whose new texts are not taken yet. */
let batches: PackedBatch[] = [];
let leaving: FromWorker[] = [];
let transfer: ArrayBuffer[] = [];
const files = new Arrivals<Extract<ToWorker, { kind: 'file' }> & { arriving: Arrivals<ToWorker> }>();
let arriving: Arrivals<ToWorker> | null = null;

const parser = new LineParser(
  {
    write(columns, rows, fresh) {
      batches.push(packBatch(columns, rows, freeBuffer));
      if (fresh === null) return;
      const group = batches;
      batches = [];
      const textBuffers = texts.takeUsed();
      post({ kind: 'batches', batches: group, fresh, textBuffers }, [
        ...group.map(({ buffer }) => buffer),
        ...textBuffers,
      ]);
      send();
    },
  },
  {
    purpose,
    needsTexts: () => control.needsTexts,
    privacy,
    mostTextBytes,
    keepsShapes,
    lastIds,
    batchesTogether: BATCHES_TOGETHER,
    textRoom: texts.room,
  },
);

port.on('message', receive);

for await (const { id, path, sample, from, plain, arriving: messages } of files) {
  try {
    // A rotated log is often empty; without a line there is no format to find.
    const chosen = sample.length === 0 ? null : choose(path, sample);
    const parsed: ParsedFile = { result: emptyResult(), facts: chosen && factsOf(chosen), fault: null };
    const { result } = parsed;
    const feed = plain && new WatchedFeed(plain, from.offsetBytes, watchOf(parsed));
    await parser.file(id, feed ?? bytesOf(messages, parsed), chosen?.formats ?? [], { from, result });
    parser.flush();
    post({ kind: 'ended', parsed: { ...parsed, fault: feed?.fault ?? null } });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    post({ kind: 'refused', message: error.message, fix: error.fix });
  }
  send();
}

function receive(message: ToWorker): void {
  if (message.kind === 'returned') {
    spare.push(...message.buffers);
    texts.add(message.textBuffers);
  } else if (message.kind === 'file') {
    arriving = new Arrivals();
    files.push({ ...message, arriving });
  } else if (message.kind === 'finish') {
    parser.finish();
    post({ kind: 'finished' });
    send();
  } else if (message.kind === 'end') arriving!.end();
  else arriving!.push(message);
}

async function* bytesOf(messages: Arrivals<ToWorker>, parsed: ParsedFile): AsyncGenerator<Buffer> {
  for await (const message of messages) {
    if (message.kind === 'chunk') {
      yield Buffer.from(message.buffer, 0, message.bytes);
      post({ kind: 'taken', lines: parsed.result.lines, buffer: message.buffer }, [message.buffer]);
    } else checkpoint(parsed);
    // Whoever sends chunks waits for word of those before.
    if (messages.isEmpty) send();
  }
}

function watchOf(parsed: ParsedFile) {
  return {
    isStopped: () => control.isStopped,
    onPiece: () => {
      if (control.takeCheckpoint()) checkpoint(parsed);
    },
    onReached: (bytes: number) => post({ kind: 'reached', lines: parsed.result.lines, bytes }),
  };
}

function checkpoint(parsed: ParsedFile): void {
  parser.flush();
  post({ kind: 'checkpoint', parsed });
  send();
}

/** A buffer for a batch; where too many are underway, waits for one. */
function freeBuffer(bytes: number): ArrayBuffer {
  if (spare.length === 0 && buffers < MOST_UNDERWAY) {
    buffers++;
    return new ArrayBuffer(bytes);
  }
  if (spare.length === 0) send();
  while (spare.length === 0) {
    const { returns } = control;
    const received = receiveMessageOnPort(port) as { message: ToWorker } | undefined;
    if (received !== undefined) receive(received.message);
    else control.awaitReturn(returns);
  }
  return bufferOf(spare, bytes);
}

function post(message: FromWorker, buffers: readonly ArrayBuffer[] = []): void {
  leaving.push(message);
  transfer.push(...buffers);
}

function send(): void {
  if (leaving.length === 0) return;
  port.postMessage(leaving, transfer);
  leaving = [];
  transfer = [];
}
