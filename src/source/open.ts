import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UserError } from '../errors.js';

const CHUNK_BYTES = 1 << 20;

/** One input: its bytes, decompressed. */
export interface Source {
  /** As given; "-" is standard input. */
  path: string;
  chunks: AsyncGenerator<Buffer>;
  /** A fault met while reading, such as a truncated archive; complete once the chunks have ended. */
  fault(): string | null;
}

const PACKED: readonly { magic: readonly number[]; name: string; command: string }[] = [
  { magic: [0x28, 0xb5, 0x2f, 0xfd], name: 'zstd', command: 'zstd -dc' },
  { magic: [0x42, 0x5a, 0x68], name: 'bzip2', command: 'bzip2 -dc' },
  { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a], name: 'xz', command: 'xz -dc' },
  { magic: [0x50, 0x4b, 0x03, 0x04], name: 'zip', command: 'unzip -p' },
];

/**
 * Opens a log file, or standard input for "-". Gzip is known by its first bytes.
 * @throws UserError for what is missing, unreadable, a directory, or packed in another way
 */
export async function openSource(path: string, stdin: Readable): Promise<Source> {
  const raw = path === '-' ? stdin : await openFile(path);
  const input = raw[Symbol.asyncIterator]() as AsyncIterator<Buffer | string>;
  const first = await firstChunk(path, input);
  refusePacked(path, first);
  let fault: string | null = null;
  const bytes = prepend(first, input);
  const isGzip = first[0] === 0x1f && first[1] === 0x8b;
  return {
    path,
    chunks: isGzip
      ? gunzip(bytes, (message) => {
          fault = message;
        })
      : bytes,
    fault: () => fault,
  };
}

async function openFile(path: string): Promise<Readable> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(path, error);
  });
  if (found.isDirectory()) {
    throw new UserError(
      `${path} is a directory.`,
      `Name the log files in it, for example: logsplit analyze ${path}/*.log`,
    );
  }
  return createReadStream(path, { highWaterMark: CHUNK_BYTES });
}

async function firstChunk(path: string, input: AsyncIterator<Buffer | string>): Promise<Buffer> {
  try {
    let first = Buffer.alloc(0);
    // A pipe may hand over a single byte first; the magic numbers need six.
    while (first.length < 6) {
      const { value, done } = await input.next();
      if (done) break;
      first = Buffer.concat([first, toBuffer(value)]);
    }
    return first;
  } catch (error) {
    throw unreadable(path, error as NodeJS.ErrnoException);
  }
}

function toBuffer(chunk: Buffer | string): Buffer {
  return typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}

async function* prepend(first: Buffer, rest: AsyncIterator<Buffer | string>): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield toBuffer(next.value);
}

async function* gunzip(packed: AsyncGenerator<Buffer>, onFault: (message: string) => void): AsyncGenerator<Buffer> {
  // Chunks of 1 MiB inflate three times as fast as the default of 16 KiB.
  const unpack = createGunzip({ chunkSize: CHUNK_BYTES });
  const feed = (async () => {
    for await (const chunk of packed) {
      if (unpack.destroyed) return;
      if (!unpack.write(chunk)) await new Promise((resolve) => unpack.once('drain', resolve).once('close', resolve));
    }
    unpack.end();
  })();
  feed.catch((error: Error) => unpack.destroy(error));
  try {
    for await (const chunk of unpack) yield chunk as Buffer;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'Z_BUF_ERROR') onFault('the gzip archive is truncated; what came before is kept');
    else if (code?.startsWith('Z_')) onFault(`the gzip archive is damaged (${message}); what came before is kept`);
    else throw error;
  }
}

function refusePacked(path: string, first: Buffer): void {
  const packed = PACKED.find(({ magic }) => magic.every((byte, i) => first[i] === byte));
  if (packed) {
    throw new UserError(
      `${path} is packed with ${packed.name}, which logsplit does not unpack.`,
      `Pipe it in: ${packed.command} ${path} | logsplit analyze -`,
    );
  }
}

function unreadable(path: string, cause: NodeJS.ErrnoException): UserError {
  const why =
    { ENOENT: 'does not exist', EACCES: 'may not be read by this user', EPERM: 'may not be read by this user' }[
      cause.code ?? ''
    ] ?? `cannot be read (${cause.code ?? cause.message})`;
  return new UserError(`${path} ${why}.`, 'Check the path, and that you may read it.', { cause });
}
