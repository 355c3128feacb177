import type { InputFile, Report } from '../report/types.js';
import { cpuWords } from './cpu-words.js';
import { bytes, full, seconds } from './units.js';

/** What was read, a sentence each, not cleaned: at most some files, formats, the account of every line, the time. */
export function inputWords(report: Report, mostFiles: number): string[] {
  const { input: read, totals } = report;
  const words = read.files.slice(0, mostFiles).map((file) => fileWords(file, read.files.length > 1));
  if (read.files.length > mostFiles) words.push(`and ${read.files.length - mostFiles} more files`);
  words.push(
    ...read.cpu.map(cpuWords),
    `lines: ${full(read.lines)} = ${full(read.parsed)} parsed + ${full(read.rejected)} rejected + ${full(read.ignored)} ignored`,
    `requests: ${full(totals.requests)}${totals.clients > 0 ? ` from ${full(totals.clients)} ${clientWord(report)}` : ''}, ${bytes(totals.bytes)}`,
  );
  const time = timeWords(report);
  if (time !== null) words.push(`time: ${time}`);
  if (read.filters.length > 0) {
    words.push(
      `left out: ${full(read.excluded)} ${read.excluded === 1 ? 'request' : 'requests'} by ${read.filters.join(' ')}`,
    );
  }
  if (read.forgotten > 0) words.push(`not kept: ${full(read.forgotten)} older requests`);
  if (totals.malformed > 0) words.push(`malformed request lines: ${full(totals.malformed)}`);
  return words;
}

/** From when to when, and how long that is; null: the log tells no times. */
export function timeWords({ input: { firstTime, lastTime } }: Report): string | null {
  if (firstTime === null || lastTime === null) return null;
  const [from, to] = [firstTime, lastTime].map((time) => time.slice(0, 19).replace('T', ' '));
  const took = (Date.parse(lastTime) - Date.parse(firstTime)) / 1000;
  return `${from} to ${from!.slice(0, 10) === to!.slice(0, 10) ? to!.slice(11) : to} UTC, ${seconds(took)}`;
}

/** What the count of clients counts. */
function clientWord({ input: { anonymized }, totals: { clients } }: Report): string {
  return `${anonymized ? 'client network' : 'client'}${clients === 1 ? '' : 's'}`;
}

function fileWords(file: InputFile, many: boolean): string {
  const account = many ? ` (${full(file.parsed)} of ${full(file.lines)} lines parsed)` : '';
  const format =
    file.formatOrigin === 'inferred'
      ? `inferred; check it, or pass --log-format: ${file.logFormat}`
      : `${file.format}${file.formatOrigin === 'given' ? '' : ` (${file.formatOrigin})`}`;
  const fault = file.fault === null ? '' : `; ${file.fault}`;
  return `${file.path === '-' ? 'standard input' : file.path}: format ${format}${account}${fault}`;
}
