import { basename } from 'node:path';
import type { ReadProgress } from '../ingest/watch.js';
import { type Charset, cleanText } from '../render/clean.js';
import { bytes, count, seconds } from '../render/units.js';

export interface ProgressStyle {
  columns: number;
  color: boolean;
  charset: Charset;
}

const GAP = '  ';
const BAR_WIDTH = 20;
const LEAST_NAME_WIDTH = 8;
const CELLS: Record<Charset, readonly [done: string, left: string]> = { unicode: ['█', '░'], ascii: ['#', '.'] };

/**
 * One line on how far the reading is, narrower than the terminal, which would wrap a full one. What has no room is left
 * out, least telling first: the file's name, the bar, the rates.
 */
export function progressLine(progress: ReadProgress, elapsedS: number, style: ProgressStyle): string {
  const { path, bytesTotal } = progress;
  const fraction = bytesTotal ? Math.min(1, progress.bytesRead / bytesTotal) : null;
  const room = style.columns - 1;
  let line = '';
  for (const fact of facts(progress, fraction, elapsedS)) {
    const longer = line === '' ? fact : line + GAP + fact;
    if (longer.length > room) break;
    line = longer;
  }
  let width = line.length;
  if (fraction !== null && width + GAP.length + BAR_WIDTH <= room) {
    line = bar(fraction, style) + GAP + line;
    width += GAP.length + BAR_WIDTH;
  }
  const nameRoom = room - width - GAP.length;
  if (nameRoom < LEAST_NAME_WIDTH) return line;
  return line + GAP + cleanText(path === '-' ? 'standard input' : basename(path), nameRoom, style.charset);
}

/** One line on the following of logs, narrower than the terminal. */
export function followLine({ lines, perS }: { lines: number; perS: number }, style: ProgressStyle): string {
  const parts = [`${lines.toLocaleString('en-US')} lines`, `${count(perS)} lines/s`, 'Ctrl-C ends and reports'];
  let line = 'following';
  for (const part of parts) if (line.length + GAP.length + part.length < style.columns) line += GAP + part;
  return line.slice(0, Math.max(0, style.columns - 1));
}

function facts({ bytesRead, bytesTotal, lines }: ReadProgress, fraction: number | null, elapsedS: number): string[] {
  const a = (n: number): number => n / Math.max(elapsedS, 1e-3);
  const rate = `${count(a(lines))} lines/s`;
  if (fraction === null || bytesTotal === null) return [bytes(bytesRead), `${bytes(a(bytesRead))}/s`, rate];
  const percent = `${Math.floor(fraction * 100)}%`.padStart(4);
  const leftS = Math.max(0, bytesTotal - bytesRead) / a(bytesRead);
  return Number.isFinite(leftS) ? [percent, rate, `${duration(leftS)} left`] : [percent, rate];
}

function duration(s: number): string {
  return s < 59 ? `${Math.ceil(s)} s` : seconds(s);
}

function bar(fraction: number, { color, charset }: ProgressStyle): string {
  const done = Math.floor(fraction * BAR_WIDTH);
  const [full, empty] = CELLS[charset];
  const cells = full.repeat(done) + empty.repeat(BAR_WIDTH - done);
  return color ? `\x1b[36m${cells}\x1b[39m` : cells;
}
