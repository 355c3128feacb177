import { open as openCallback } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { cutShort, refuseTruncated } from './fault.js';
import { identityOf } from './identity.js';
import type { PlainFile } from './plain-file.js';
import { unreadable } from './unreadable.js';

const CHUNK_BYTES = 1 << 20;

/** An input's bytes as they lie there. */
export interface RawInput {
  chunks: AsyncGenerator<Buffer>;
  /** Null for what is not a file. */
  identity: string | null;
  /** For who reads it otherwise; null for what has no places. */
  file: Omit<PlainFile, 'stop'> | null;
  /** Lets it go, read to its end or not. */
  close(): Promise<void>;
}

/**
 * Opens a file or a named pipe.
 * @param fromBytes where the reading of a file begins; a pipe has one place only
 * @param stop ends the chunks, as if the input ended there
 * @throws UserError where it cannot be opened; the chunks throw a SourceFault where it cannot be read to its end
 */
export async function openRaw(path: string, fromBytes: number, stop: AbortSignal): Promise<RawInput> {
  try {
    if ((await stat(path)).isFIFO()) {
      // As a socket it can be let go at any time; a thread that waits for a pipe cannot.
      const fd = await promisify(openCallback)(path, 'r');
      return rawStream(new Socket({ fd, readable: true, writable: false }), stop);
    }
    return await rawFile(await open(path), fromBytes, stop);
  } catch (cause) {
    throw unreadable(path, cause as NodeJS.ErrnoException);
  }
}

/** A stream, such as standard input. */
export function rawStream(stream: Readable, stop: AbortSignal): RawInput {
  const chunks = readStream(stream, stop);
  return {
    chunks,
    identity: null,
    file: null,
    async close() {
      await chunks.return(undefined);
    },
  };
}

async function rawFile(handle: FileHandle, fromBytes: number, stop: AbortSignal): Promise<RawInput> {
  const stats = await handle.stat({ bigint: true });
  const file = { fd: handle.fd, sizeBytes: Number(stats.size) };
  const chunks = readFile(handle, fromBytes, stop);
  return {
    chunks,
    identity: identityOf(stats),
    file: stats.isFile() ? file : null,
    async close() {
      await chunks.return(undefined);
      await handle.close();
    },
  };
}

async function* readStream(stream: Readable, stop: AbortSignal): AsyncGenerator<Buffer> {
  const end = (): void => {
    stream.destroy();
  };
  if (stop.aborted) return;
  stop.addEventListener('abort', end, { once: true });
  try {
    for await (const chunk of stream) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
  } catch (cause) {
    // A stream that is let go ends with an error of its own.
    if (!stop.aborted) throw cutShort(cause);
  } finally {
    stop.removeEventListener('abort', end);
  }
}

async function* readFile(handle: FileHandle, fromBytes: number, stop: AbortSignal): AsyncGenerator<Buffer> {
  let at = fromBytes;
  try {
    const sizeBefore = (await handle.stat()).size;
    while (!stop.aborted) {
      // A device such as a terminal has no places.
      const place = fromBytes > 0 ? at : null;
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, place);
      if (bytesRead === 0) break;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
    refuseTruncated(handle.fd, { readBytes: at, sizeBefore });
  } catch (cause) {
    throw cutShort(cause);
  }
}
