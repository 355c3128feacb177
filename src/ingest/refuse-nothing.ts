import { UserError } from '../errors.js';
import type { ParsedFile } from './log-parser.js';

/** An input, and what became of it. */
export interface FileRow extends ParsedFile {
  path: string;
  fault: string | null;
}

/** @throws UserError where not one line of all inputs was parsed */
export function refuseNothing(rows: readonly FileRow[], stop: AbortSignal | undefined): void {
  if (rows.some(({ result }) => result.parsed > 0)) return;
  if (stop?.aborted) throw new UserError('It was stopped before a request was read.', 'Let it read longer.');
  throw nothingIn(rows);
}

/** Why inputs have no request, and what to do. */
export function nothingIn(rows: readonly FileRow[]): UserError {
  const lines = rows.reduce((n, { result }) => n + result.lines, 0);
  const names = rows.map((row) => (row.path === '-' ? 'standard input' : row.path)).join(', ');
  const fault = rows.find((row) => row.fault !== null)?.fault;
  if (lines === 0) {
    return new UserError(`${names} is empty${fault ? `: ${fault}` : ''}.`, 'Give a log with at least one request.');
  }
  const first = rows.flatMap(({ result }) => result.rejects)[0];
  const ignored = rows.reduce((n, { result }) => n + result.ignored, 0);
  return new UserError(
    first
      ? `None of the ${lines} lines of ${names} was parsed; the first, line ${first.line}, ${first.reason}: ${JSON.stringify(first.sample.slice(0, 200))}.`
      : `${names} has no request: all of its ${ignored} lines are blank or comments.`,
    "Pass the log's format with --log-format '<string>' or --nginx-conf FILE, or leave --format out to have it detected.",
  );
}
