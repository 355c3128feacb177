import { open as openCallback } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { SourceFault } from './fault.js';
import { identityOf } from './identity.js';
import { unreadable } from './unreadable.js';

const CHUNK_BYTES = 1 << 20;
/** What stands at a file's beginning may be held for long: a sample is taken of it. */
const FRESH_CHUNKS = 64;
/** Chunks on their way through unpacking, line ends and reading ahead hold on to four at most. */
const CHUNKS_IN_TURN = 8;

/** How a file is read. */
export interface FileReading {
  /** Where it begins. */
  fromBytes?: number;
  /**
   * Memory of chunks is used in turn: whoever takes them keeps none behind the next one. New memory for each keeps the
   * garbage collector at work, a tenth of the whole time.
   */
  inTurn?: boolean;
}

/** An input's bytes as they lie there. */
export interface RawInput {
  chunks: AsyncGenerator<Buffer>;
  /** Null for what is not a file. */
  identity: string | null;
}

/**
 * Opens a file or a named pipe.
 * @param reading of a file; a pipe has one place only
 * @param stop ends the chunks, as if the input ended there
 * @throws UserError where it cannot be opened; the chunks throw a SourceFault where it cannot be read to its end
 */
export async function openRaw(path: string, reading: FileReading, stop: AbortSignal): Promise<RawInput> {
  try {
    if ((await stat(path)).isFIFO()) {
      // As a socket it can be let go at any time; a thread that waits for a pipe cannot.
      const fd = await promisify(openCallback)(path, 'r');
      return { chunks: readStream(new Socket({ fd, readable: true, writable: false }), stop), identity: null };
    }
    const handle = await open(path);
    return { chunks: readFile(handle, reading, stop), identity: identityOf(await handle.stat({ bigint: true })) };
  } catch (cause) {
    throw unreadable(path, cause as NodeJS.ErrnoException);
  }
}

/** The bytes of a stream, such as standard input. */
export async function* readStream(stream: Readable, stop: AbortSignal): AsyncGenerator<Buffer> {
  const end = (): void => {
    stream.destroy();
  };
  if (stop.aborted) return;
  stop.addEventListener('abort', end, { once: true });
  try {
    for await (const chunk of stream) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
  } catch (cause) {
    // A stream that is let go ends with an error of its own.
    if (!stop.aborted) throw cutShort(cause as NodeJS.ErrnoException);
  } finally {
    stop.removeEventListener('abort', end);
  }
}

async function* readFile(
  handle: FileHandle,
  { fromBytes = 0, inTurn = false }: FileReading,
  stop: AbortSignal,
): AsyncGenerator<Buffer> {
  const memory = inTurn ? memoryInTurn() : newMemory;
  let at = fromBytes;
  try {
    const sizeBefore = (await handle.stat()).size;
    while (!stop.aborted) {
      // A device such as a terminal has no places.
      const place = fromBytes > 0 ? at : null;
      const { bytesRead, buffer } = await handle.read(memory(), 0, CHUNK_BYTES, place);
      if (bytesRead === 0) break;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
    const { size } = await handle.stat();
    if (size < at && size < sizeBefore) {
      throw new SourceFault('it was truncated while it was read; what came before is kept');
    }
  } catch (cause) {
    throw cause instanceof SourceFault ? cause : cutShort(cause as NodeJS.ErrnoException);
  } finally {
    await handle.close();
  }
}

function newMemory(): Buffer {
  return Buffer.allocUnsafe(CHUNK_BYTES);
}

function memoryInTurn(): () => Buffer {
  const turn: Buffer[] = [];
  let taken = 0;
  return () => {
    const at = taken++ - FRESH_CHUNKS;
    if (at < 0) return newMemory();
    if (at < CHUNKS_IN_TURN) turn.push(newMemory());
    return turn[at % CHUNKS_IN_TURN]!;
  };
}

function cutShort(cause: NodeJS.ErrnoException): SourceFault {
  const why = cause.code ?? cause.message;
  return new SourceFault(`it could not be read to its end (${why}); what came before is kept`, { cause });
}
