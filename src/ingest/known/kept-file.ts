import type { FileCounts, FileResult } from '../file-result.js';
import type { StartPlace } from '../text-lane.js';
import type { CommitPace } from './commit-pace.js';
import { headPrints, printOf } from './fingerprint.js';
import type { FileMark, HeldLine } from './mark.js';
import { type Footprint, Trail } from './trail.js';

const NEWLINE = 10;
/** Chunks of one endless line. */
const MOST_WAITING = 8;

export interface FileBegin {
  from: StartPlace;
  /** The bytes ahead of `from`. */
  tail: Buffer;
  /** The file's first bytes. */
  head: Buffer;
  identity: string | null;
}

interface Reached extends FileCounts {
  offsetBytes: number;
  reasons: ReadonlyMap<string, number>;
  tail: FileMark['tail'];
}

/** Follows the reading of a file that the store is to know again. */
export class KeptFile {
  readonly #trail: Trail;
  readonly #footprints: { footprint: Footprint; commits: boolean }[] = [];
  #reached: Reached;
  /** Behind the last line's end. */
  rest: readonly Buffer[] = [];
  #isLastWhole = false;
  #endsLine = true;

  constructor(
    private readonly begin: FileBegin,
    private readonly pace: CommitPace,
  ) {
    const { from, tail } = begin;
    this.#trail = new Trail(from.offsetBytes, tail);
    this.#reached = {
      offsetBytes: from.offsetBytes,
      ...{ lines: 0, parsed: 0, rejected: 0, ignored: 0 },
      reasons: new Map(),
      tail: { bytes: tail.length, print: printOf(tail) },
    };
  }

  /** The chunks up to the end of the last line; what stands behind it is `rest` then. */
  async *wholeLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let waiting: Buffer[] = [];
    for await (const chunk of chunks) {
      if (endsLine(chunk) || waiting.length > MOST_WAITING) {
        for (const whole of waiting) yield this.#give(whole, false);
        waiting = [];
      }
      waiting.push(chunk);
    }
    if (waiting.length > 0 && endsLine(waiting[0]!)) yield this.#give(waiting.shift()!, true);
    this.rest = waiting;
  }

  /** Asked behind each chunk: whether what was read up to it should be told to `reach`. */
  isDue(): boolean {
    const commits = this.pace.isDue;
    if (!commits && !this.#isLastWhole) return false;
    this.#isLastWhole = false;
    if (commits) this.pace.start();
    this.#footprints.push({ footprint: this.#trail.footprint(), commits });
    return true;
  }

  /** Told what has become of all lines up to where it was due. @returns whether to commit it */
  reach(result: FileResult): boolean {
    const { footprint, commits } = this.#footprints.shift()!;
    return this.#reachAt(footprint, result) && commits;
  }

  /** Told what has become of all whole lines. @param linesPerRecord a record of several may be written in part */
  end(result: FileResult, linesPerRecord: number): void {
    if (this.#endsLine && linesPerRecord === 1) this.#reachAt(this.#trail.footprint(), result);
  }

  /** The bytes behind the last line, to be read as one. */
  takeRest(): readonly Buffer[] {
    for (const chunk of this.rest) this.#give(chunk, false);
    return this.rest;
  }

  /** By what the file is known again. @param result all that is stored */
  mark(result: FileResult, seen: string[]): FileMark {
    const { offsetBytes, tail } = this.#reached;
    const { head, identity } = this.begin;
    return {
      identity,
      seen,
      offsetBytes,
      head: headPrints(head, offsetBytes),
      tail,
      held: this.#heldOf(result),
    };
  }

  #heldOf(result: FileResult): HeldLine | null {
    const reached = this.#reached;
    if (result.offsetBytes === reached.offsetBytes) return null;
    const reasons = [...result.reasons].map(([reason, n]): [string, number] => [
      reason,
      n - (reached.reasons.get(reason) ?? 0),
    ]);
    return {
      bytes: result.offsetBytes - reached.offsetBytes,
      print: this.#trail.footprint().printFrom(reached.offsetBytes),
      lines: result.lines - reached.lines,
      parsed: result.parsed - reached.parsed,
      rejected: result.rejected - reached.rejected,
      ignored: result.ignored - reached.ignored,
      reasons: reasons.filter(([, n]) => n > 0),
    };
  }

  #reachAt(footprint: Footprint, result: FileResult): boolean {
    const tail = footprint.tailAt(result.offsetBytes);
    // A line longer than all that is remembered stands in between.
    if (tail === null) return false;
    const { offsetBytes, lines, parsed, rejected, ignored } = result;
    this.#reached = { offsetBytes, lines, parsed, rejected, ignored, reasons: new Map(result.reasons), tail };
    return true;
  }

  #give(chunk: Buffer, isLastWhole: boolean): Buffer {
    this.#trail.push(chunk);
    this.pace.read(chunk.length);
    this.#isLastWhole = isLastWhole;
    this.#endsLine = endsLine(chunk);
    return chunk;
  }
}

function endsLine(chunk: Buffer): boolean {
  return chunk.at(-1) === NEWLINE;
}
