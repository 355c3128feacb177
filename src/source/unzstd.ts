import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { damaged, trailing, truncated } from './fault.js';
import type { PulledBytes } from './pulled-bytes.js';
import { zstdParts } from './zstd-frames.js';

const MOST_ERROR_TEXT = 4096;
const BYTES_A_TURN = 4 << 20;

/**
 * Unpacks zstd, all frames of it: through the zstd command, which is four times as fast, else here.
 * @throws SourceFault behind all that can be unpacked
 */
export async function* unzstd(input: PulledBytes): AsyncGenerator<Buffer> {
  const command = await startCommand();
  yield* command === null ? unpackHere(input) : unpackThrough(command, input);
}

/** Null where there is no such command. */
async function startCommand(): Promise<ChildProcessWithoutNullStreams | null> {
  // In a process group of its own: a Ctrl-C at the terminal is for the reader, who reports what was unpacked so far.
  const child = spawn('zstd', ['-dcq'], { detached: true });
  try {
    await once(child, 'spawn');
    return child;
  } catch {
    return null;
  }
}

async function* unpackThrough(child: ChildProcessWithoutNullStreams, input: PulledBytes): AsyncGenerator<Buffer> {
  const closed = once(child, 'close') as Promise<[number | null]>;
  let said = '';
  child.stderr.on('data', (text: Buffer) => {
    if (said.length < MOST_ERROR_TEXT) said += text.toString();
  });
  const fed = feed(input, child);
  // Waited for below, behind everything that could be unpacked.
  fed.catch(() => {});
  try {
    yield* child.stdout as AsyncIterable<Buffer>;
    const [code] = await closed;
    await fed;
    if (code !== 0) throw whatItSaid(said);
  } finally {
    child.kill();
  }
}

/** Hands the packed bytes to the command, no faster than it takes them. */
async function feed(input: PulledBytes, { stdin }: ChildProcessWithoutNullStreams): Promise<void> {
  // A command that finds the archive damaged stops reading, and says why by its exit code.
  stdin.on('error', () => {});
  try {
    for await (const chunk of input.rest()) {
      if (stdin.destroyed) return;
      if (!stdin.write(chunk)) await new Promise((resolve) => stdin.once('drain', resolve).once('close', resolve));
    }
  } finally {
    stdin.end();
  }
}

function whatItSaid(text: string): Error {
  if (/premature end/.test(text)) return truncated('zstd');
  if (/unknown header|unsupported format/.test(text)) return trailing('zstd');
  // "zstd: /*stdin*\: Decoding error (36) : Data corruption detected"
  const reason = text.trim().split('\n')[0]!.split(/ ?: /).at(-1);
  return damaged('zstd', reason || 'the zstd command failed');
}

/** fzstd looks at no checksum: damage shows as lines that do not fit, or not at all. */
async function* unpackHere(input: PulledBytes): AsyncGenerator<Buffer> {
  const { Decompress } = await import('fzstd');
  let unpacked: Buffer[] = [];
  let frame: InstanceType<typeof Decompress> | null = null;
  let bytesThisTurn = 0;
  try {
    for await (const { bytes, isLast } of zstdParts(input)) {
      frame ??= new Decompress((part) => unpacked.push(Buffer.from(part.buffer, part.byteOffset, part.length)));
      try {
        frame.push(bytes, isLast);
      } catch (error) {
        throw damaged('zstd', (error as Error).message);
      }
      if (isLast) frame = null;
      const ready = unpacked;
      unpacked = [];
      for (const chunk of ready) {
        bytesThisTurn += chunk.length;
        if (chunk.length > 0) yield chunk;
      }
      if (bytesThisTurn > BYTES_A_TURN) {
        // Signals and timers get their turn, however much there is in one chunk.
        await setImmediate();
        bytesThisTurn = 0;
      }
    }
  } finally {
    await input.close();
  }
}
