/** Many texts in one, which goes from thread to thread, and into the store, in a fraction of the time. */
export interface TextList {
  /** The texts, a newline between two. */
  joined: string;
  /** Where each text ends in `joined`. */
  ends: Uint32Array;
  /** Whether a text holds a newline itself, so that `ends` alone tells the texts apart. */
  holdsNewline: boolean;
}

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
    const ends = this.#ends.slice(0, this.#texts.length);
    return { joined: this.#texts.join('\n'), ends, holdsNewline: this.#holdsNewline };
  }
}

/** Text number `i`. */
export function textAt({ joined, ends }: TextList, i: number): string {
  return joined.slice(i === 0 ? 0 : ends[i - 1]! + 1, ends[i]);
}
