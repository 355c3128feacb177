import zlib from 'node:zlib';
import { damaged, SourceFault, trailing, truncated } from './fault.js';
import type { PulledBytes } from './pulled-bytes.js';

/** What a call has unpacked ahead of damaged bytes is lost with it: an eighth of what was read, within these bounds. */
const LEAST_INPUT_BYTES = 1 << 10;
const MOST_INPUT_BYTES = 64 << 10;
const OUTPUT_BYTES = 1 << 20;
const HEADER_BYTES = 10;
const TRAILER_BYTES = 8;
/** Missing in Node before 20.15. */
const crc32: typeof zlib.crc32 | undefined = zlib.crc32;
const HAS = { headerChecksum: 2, extra: 4, name: 8, comment: 16 } as const;

/**
 * Unpacks gzip, all members of it. Node's own gunzip loses what a call has unpacked where other data follows the end.
 * @throws SourceFault behind all that can be unpacked
 */
export async function* gunzip(input: PulledBytes): AsyncGenerator<Buffer> {
  do {
    await skipHeader(input);
    yield* unpackMember(input);
  } while (await hasMember(input));
}

async function skipHeader(input: PulledBytes): Promise<void> {
  const header = await exactly(input, HEADER_BYTES);
  if (header[2] !== 8) throw damaged('gzip', 'unknown compression method');
  const flags = header[3]!;
  if (flags & HAS.extra) await exactly(input, (await exactly(input, 2)).readUInt16LE());
  for (const text of [HAS.name, HAS.comment]) {
    if (flags & text) while ((await exactly(input, 1))[0] !== 0);
  }
  if (flags & HAS.headerChecksum) await exactly(input, 2);
}

async function* unpackMember(input: PulledBytes): AsyncGenerator<Buffer> {
  const member = new Inflating();
  let bytes = 0;
  let checksum = 0;
  try {
    while (!member.ended) {
      const piece = await input.some(Math.min(Math.max(input.taken >> 3, LEAST_INPUT_BYTES), MOST_INPUT_BYTES));
      if (piece.length === 0) throw truncated('gzip');
      input.giveBack(await member.inflate(piece));
      for (const chunk of member.takeUnpacked()) {
        bytes = (bytes + chunk.length) >>> 0;
        checksum = crc32?.(chunk, checksum) ?? 0;
        yield chunk;
      }
      if (member.error !== null) throw damaged('gzip', member.error.message);
    }
  } finally {
    member.close();
  }
  const trailer = await exactly(input, TRAILER_BYTES);
  if (trailer.readUInt32LE(4) !== bytes || (crc32 && trailer.readUInt32LE(0) !== checksum)) {
    const message = 'the checksum of the gzip archive does not fit: some of its lines may be wrong';
    throw new SourceFault(message, { isBehindContent: true });
  }
}

/** Whether another member follows. Zeros behind the end are padding. */
async function hasMember(input: PulledBytes): Promise<boolean> {
  const magic = await input.take(2);
  if (magic[0] === 0x1f && (magic.length === 1 || magic[1] === 0x8b)) {
    input.giveBack(magic.length);
    return true;
  }
  for (let rest = magic; rest.length > 0; rest = await input.some(OUTPUT_BYTES)) {
    if (rest.some((byte) => byte !== 0)) throw trailing('gzip');
  }
  return false;
}

async function exactly(input: PulledBytes, count: number): Promise<Buffer> {
  const bytes = await input.take(count);
  if (bytes.length < count) throw truncated('gzip');
  return bytes;
}

/** One member's inflater. */
class Inflating {
  ended = false;
  error: Error | null = null;
  readonly #inflate = zlib.createInflateRaw({ chunkSize: OUTPUT_BYTES });
  #unpacked: Buffer[] = [];
  #given = 0;
  #settle: () => void = () => {};

  constructor() {
    this.#inflate.on('data', (chunk: Buffer) => this.#unpacked.push(chunk));
    this.#inflate.once('end', () => {
      this.ended = true;
      this.#settle();
    });
    this.#inflate.once('error', (error) => {
      this.error = error;
      this.#settle();
    });
  }

  /** Unpacks a piece; returns how many of its last bytes are behind the member's end. */
  async inflate(piece: Buffer): Promise<number> {
    this.#given += piece.length;
    await new Promise<void>((resolve) => {
      this.#settle = resolve;
      // Not called where the member ends within the piece.
      this.#inflate.write(piece, () => resolve());
    });
    return this.ended ? this.#given - this.#inflate.bytesWritten : 0;
  }

  takeUnpacked(): Buffer[] {
    const unpacked = this.#unpacked;
    this.#unpacked = [];
    return unpacked;
  }

  close(): void {
    this.#inflate.destroy();
  }
}
