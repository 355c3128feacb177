import { Writable } from 'node:stream';
import type { Size } from './geometry.js';

const BEGIN_UPDATE = '\x1b[?2026h';
const END_UPDATE = '\x1b[?2026l';
const CLEAR = '\x1b[0m\x1b[2J';
const CLEAR_LINE = '\x1b[0m\x1b[2K';

/**
 * The stream that ink writes to: each write is a whole frame (ink's `debug` mode), of which only the lines that
 * changed are painted, each at its own place. Ink's own drawing erases the screen line by line, assumes that the
 * terminal shows what it wrote last, and clears the reader's scrollback when a frame is too high for an instant.
 */
export class Screen extends Writable {
  columns: number;
  rows: number;
  /** null: unknown, so that all of it must be painted. */
  private painted: readonly string[] | null = null;

  constructor(
    private readonly terminal: NodeJS.WritableStream,
    size: Size,
  ) {
    super({ decodeStrings: false });
    this.columns = size.columns;
    this.rows = size.rows;
  }

  /** The terminal has another size, or somebody else wrote to it: the next frame is painted whole. */
  reset(size: Size): void {
    this.columns = size.columns;
    this.rows = size.rows;
    this.painted = null;
  }

  override _write(frame: string, _encoding: BufferEncoding, done: () => void): void {
    // An empty write is ink's way to wait for the ones before it.
    if (frame !== '') this.paint(frame.split('\n').slice(0, Math.max(0, this.rows - 1)));
    done();
  }

  private paint(lines: readonly string[]): void {
    const before = this.painted;
    const height = Math.max(lines.length, before?.length ?? 0);
    let out = before === null ? CLEAR : '';
    for (let row = 0; row < height; row++) {
      const line = lines[row] ?? '';
      if (line === (before?.[row] ?? '')) continue;
      out += `\x1b[${row + 1};1H${before === null ? '' : CLEAR_LINE}${line}`;
    }
    this.painted = lines;
    if (out !== '') this.terminal.write(BEGIN_UPDATE + out + END_UPDATE);
  }
}
