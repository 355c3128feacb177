import { damaged, SourceFault, trailing, truncated } from './fault.js';
import type { PulledBytes } from './pulled-bytes.js';

/** A part of a zstd frame that can be unpacked once the parts before it are: its header, or one of its blocks. */
export interface FramePart {
  bytes: Buffer;
  /** Whether the frame ends with it. */
  isLast: boolean;
}

const BLOCK_BYTES = 128 << 10;
/** As the zstd command does unless asked otherwise: a header alone can ask for 2 GB. */
const MOST_WINDOW_BYTES = 128 << 20;
const FRAME = 0xfd2fb528;
const SKIPPABLE_FRAME = 0x184d2a50;
const CHECKSUM_BYTES = 4;

/**
 * Splits a zstd archive, all frames of it, so that one block is unpacked at a time: what a chunk of a hostile archive
 * holds may take gigabytes.
 * @throws SourceFault where the archive is truncated or damaged, asks for too much memory, or has other data behind it
 */
export async function* zstdParts(input: PulledBytes): AsyncGenerator<FramePart> {
  for (;;) {
    const magic = await input.take(4);
    if (magic.length === 0) return;
    const number = magic.length < 4 ? 0 : magic.readUInt32LE();
    if (number === FRAME) yield* frameParts(input, magic);
    else if (number >> 4 === SKIPPABLE_FRAME >> 4) await skip(input, (await exactly(input, 4)).readUInt32LE());
    else throw trailing('zstd');
  }
}

async function* frameParts(input: PulledBytes, magic: Buffer): AsyncGenerator<FramePart> {
  const flags = (await exactly(input, 1))[0]!;
  const isSingleSegment = (flags & 0x20) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][flags & 3]!;
  const sizeBytes = [isSingleSegment ? 1 : 0, 2, 4, 8][flags >> 6]!;
  const rest = await exactly(input, (isSingleSegment ? 0 : 1) + dictionaryBytes + sizeBytes);
  if (dictionaryBytes > 0) throw damaged('zstd', 'it needs a dictionary');
  if ((isSingleSegment ? sizeOf(rest) : windowOf(rest[0]!)) > MOST_WINDOW_BYTES) {
    throw new SourceFault(`the zstd archive asks for a window above ${MOST_WINDOW_BYTES >> 20} MiB`);
  }
  yield { bytes: Buffer.concat([magic, Buffer.of(flags), rest]), isLast: false };
  for (let isLast = false; !isLast; ) {
    const header = await exactly(input, 3);
    const bits = header.readUIntLE(0, 3);
    isLast = (bits & 1) === 1;
    const kind = (bits >> 1) & 3;
    const size = bits >> 3;
    if (kind === 3 || size > BLOCK_BYTES) throw damaged('zstd', 'an invalid block');
    // A run is one byte, however long.
    const body = await exactly(input, (kind === 1 ? 1 : size) + (isLast && flags & 4 ? CHECKSUM_BYTES : 0));
    yield { bytes: Buffer.concat([header, body]), isLast };
  }
}

/** A frame of a single segment is its own window. */
function sizeOf(bytes: Buffer): number {
  return bytes.length === 8 ? Number(bytes.readBigUInt64LE()) : bytes.readUIntLE(0, bytes.length);
}

function windowOf(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

async function skip(input: PulledBytes, count: number): Promise<void> {
  for (let left = count; left > 0; ) {
    const skipped = await input.some(left);
    if (skipped.length === 0) throw truncated('zstd');
    left -= skipped.length;
  }
}

async function exactly(input: PulledBytes, count: number): Promise<Buffer> {
  const bytes = await input.take(count);
  if (bytes.length < count) throw truncated('zstd');
  return bytes;
}
