import type { Samples } from './series.js';

/** What the user said of a file, beyond its name. */
export interface Ask {
  path: string;
  /** A column, a process or a series, by a part of its name; null: not said. */
  part: string | null;
}

/** A way in which CPU time is recorded. */
export interface CpuFormat {
  name: string;
  /** Who writes it, and with which command. */
  about: string;
  /** Whether a text that begins like this is one. */
  holds: (head: string) => boolean;
  /** @throws UserError where more must be told to know what to take */
  read: (text: string, ask: Ask) => Samples;
}

/** Sorts lines into used, ignored and rejected. */
export class LineTally {
  readonly endS: number[] = [];
  readonly values: number[] = [];
  used = 0;
  ignored = 0;
  rejected = 0;

  /** A value for the stretch up to an instant. */
  take(endS: number | null, value: number): void {
    if (endS === null || !Number.isFinite(endS) || !Number.isFinite(value) || value < 0) {
      this.rejected++;
      return;
    }
    this.used++;
    this.endS.push(endS);
    this.values.push(value);
  }

  get lines(): number {
    return this.used + this.ignored + this.rejected;
  }

  /** The part of Samples that was counted. */
  counts(): Pick<Samples, 'endS' | 'values' | 'lines' | 'used' | 'ignored' | 'rejected'> {
    const { endS, values, lines, used, ignored, rejected } = this;
    return { endS, values, lines, used, ignored, rejected };
  }
}

/** The lines of a text; a final newline ends the last one. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
