import { isAscii } from 'node:buffer';

/**
 * Many texts in one, which goes from thread to thread, and into the store, in a fraction of the time. Bytes, for strings would
 * lie in this thread's heap until it is next collected, which a log that it only hands on seldom causes.
 */
export interface TextList {
  /** The texts in UTF-8, a newline between two. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Where each text ends in `bytes`. */
  ends: Uint32Array<ArrayBuffer>;
  /** Whether a text holds a newline itself, so that `ends` alone tells the texts apart. */
  holdsNewline: boolean;
}

const UTF_8 = new TextEncoder();

/** Collects texts. */
export class TextListBuilder {
  readonly #texts: string[] = [];
  #length = 0;
  #ends = new Uint32Array(64);
  #holdsNewline = false;

  add(text: string): void {
    const at = this.#texts.length;
    if (at === this.#ends.length) {
      const larger = new Uint32Array(this.#ends.length * 2);
      larger.set(this.#ends);
      this.#ends = larger;
    }
    this.#length += text.length + Number(at > 0);
    this.#ends[at] = this.#length;
    this.#holdsNewline ||= text.includes('\n');
    this.#texts.push(text);
  }

  list(): TextList {
    const texts = this.#texts;
    const ends = this.#ends.slice(0, texts.length);
    const bytes = UTF_8.encode(texts.join('\n'));
    if (bytes.length !== this.#length) {
      let end = -1;
      for (let i = 0; i < texts.length; i++) {
        end += 1 + Buffer.byteLength(texts[i]!);
        ends[i] = end;
      }
    }
    return { bytes, ends, holdsNewline: this.#holdsNewline };
  }
}

/** The texts as strings, in their order. */
export function textsOf({ bytes, ends, holdsNewline }: TextList): string[] {
  if (ends.length === 0) return [];
  if (!holdsNewline) return splitTexts(bytes);
  const buffer = bufferOf(bytes);
  return Array.from(ends, (end, i) => buffer.toString('utf8', i === 0 ? 0 : ends[i - 1]! + 1, end));
}

/** The same of texts without newlines, of which there is one at least. @param bytes in UTF-8, a newline between two */
export function splitTexts(bytes: Uint8Array): string[] {
  return bufferOf(bytes)
    .toString(isAscii(bytes) ? 'latin1' : 'utf8')
    .split('\n');
}

function bufferOf({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}
