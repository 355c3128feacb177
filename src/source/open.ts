import type { Readable } from 'node:stream';
import { ahead } from './ahead.js';
import { SourceFault } from './fault.js';
import { gunzip } from './gunzip.js';
import { MAGIC_BYTES, type Packing, packingOf } from './packing.js';
import type { PlainFile } from './plain-file.js';
import { PulledBytes } from './pulled-bytes.js';
import { openRaw, rawStream } from './raw.js';
import { unreadable } from './unreadable.js';
import { unzstd } from './unzstd.js';
import { wholeLines } from './whole-lines.js';

/** One input: its bytes, unpacked. */
export interface Source {
  /** As given; "-" is standard input. */
  path: string;
  chunks: AsyncGenerator<Buffer>;
  /** The same for who reads it by places in place of the chunks; null where they are not the bytes of a file as they lie there. */
  plain: PlainFile | null;
  /** What ended the reading early, such as a truncated archive; complete once the chunks have ended. */
  fault(): string | null;
  /** Taken from the input so far, as they lie there: packed. */
  bytesRead(): number;
  /** Equal for two names of one file; null for what is not a file. */
  identity: string | null;
  /** Lets the input go, read to its end or not. */
  close(): Promise<void>;
}

/**
 * Opens a log file, or standard input for "-". Gzip and zstd are known by their first bytes.
 * @param stop ends the chunks early, behind a whole line
 * @param fromBytes where the reading of a file begins; one that is read from elsewhere than its beginning is not packed
 * @throws UserError for what is missing, unreadable, or packed in another way
 */
export async function openSource(path: string, stdin: Readable, stop?: AbortSignal, fromBytes = 0): Promise<Source> {
  const ending = new AbortController();
  const end = (): void => ending.abort();
  if (stop?.aborted) end();
  stop?.addEventListener('abort', end, { once: true });

  const raw = path === '-' ? rawStream(stdin, ending.signal) : await openRaw(path, fromBytes, ending.signal);
  let bytesRead = 0;
  let fault: string | null = null;
  const input = new PulledBytes(counted(raw.chunks, (bytes) => (bytesRead += bytes)));
  const packing =
    fromBytes > 0
      ? null
      : await findPacking(path, input).catch(async (error) => {
          await raw.close();
          throw error;
        });
  const whole = wholeLines(unpack(packing, input), ending.signal);
  const chunks = untilFault(whole, (message) => {
    // A stop cuts an archive short, which is no fault of it.
    if (!ending.signal.aborted) fault = message;
  });
  return {
    path,
    chunks,
    plain: packing === null && raw.file !== null ? { ...raw.file, stop: ending.signal } : null,
    fault: () => fault,
    bytesRead: () => bytesRead,
    identity: raw.identity,
    async close() {
      end();
      stop?.removeEventListener('abort', end);
      await chunks.return(undefined);
      await input.close();
      await raw.close();
    },
  };
}

async function findPacking(path: string, input: PulledBytes): Promise<Packing> {
  try {
    const first = await input.take(MAGIC_BYTES);
    input.giveBack(first.length);
    return packingOf(path, first);
  } catch (error) {
    throw error instanceof SourceFault ? unreadable(path, error.cause as NodeJS.ErrnoException) : error;
  }
}

function unpack(packing: Packing, input: PulledBytes): AsyncGenerator<Buffer> {
  // The zstd command is ahead by itself.
  if (packing === 'zstd') return unzstd(input);
  return ahead(packing === 'gzip' ? gunzip(input) : input.rest());
}

async function* counted(chunks: AsyncIterable<Buffer>, onBytes: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    onBytes(chunk.length);
    yield chunk;
  }
}

async function* untilFault(chunks: AsyncIterable<Buffer>, onFault: (message: string) => void): AsyncGenerator<Buffer> {
  try {
    yield* chunks;
  } catch (error) {
    if (!(error instanceof SourceFault)) throw error;
    onFault(error.message);
  }
}
