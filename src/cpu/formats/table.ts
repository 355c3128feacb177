import { UserError } from '../../errors.js';
import { type Ask, type CpuFormat, LineTally, linesOf } from '../format.js';
import type { Scope, Unit } from '../series.js';
import { parseStamp } from '../stamps.js';

const SEPARATORS = [';', ',', '\t', /\s+/] as const;
const TIME_NAMES = /^(?:t|t_end|time|timestamp|ts|date|datetime|epoch|end)$/i;
const NUMBER = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?\s*%?$/i;
/** Columns that are by their names the whole machine's. */
const HOST = /sys|host|node|total_cpu|all_cpu/i;

/** Any table with a time and a column of CPU time: CSV, TSV, blanks; with a heading or without. */
export const table: CpuFormat = {
  name: 'table',
  about: 'CSV or TSV: a time (epoch or ISO 8601) and busy seconds, cores or percent',
  holds: () => true,
  read(text, ask) {
    const lines = linesOf(text);
    const rows = splitLines(lines);
    const heading = rows.find((cells) => cells.length > 1);
    if (heading === undefined) throw noTable(ask.path);
    const hasNames = !heading.some((cell) => parseStamp(cell) !== null);
    const names = hasNames ? heading : heading.map((_, i) => String(i + 1));
    const body = rows.slice(rows.indexOf(heading) + (hasNames ? 1 : 0)).filter((cells) => cells.length > 1);
    const timeColumn = findTime(names, body, ask.path);
    const column = findColumn(names, body, timeColumn, ask);
    const tally = new LineTally();
    let isZoneKnown = true;
    for (const cells of body) {
      const stamp = parseStamp(cells[timeColumn] ?? '');
      const cell = cells[column] ?? '';
      isZoneKnown &&= stamp?.isZoneKnown ?? true;
      tally.take(stamp?.seconds ?? null, NUMBER.test(cell) ? Number.parseFloat(cell) : Number.NaN);
    }
    tally.ignored += lines.length - tally.lines;
    return {
      ...tally.counts(),
      format: 'table',
      what: `column ${names[column]}`,
      scope: scopeOf(names[column]!),
      unit: unitOf(
        names[column]!,
        body.map((cells) => cells[column] ?? ''),
        tally.values,
      ),
      cores: null,
      isZoneKnown,
    };
  },
};

// The separator that parts the first lines alike, and most finely among those.
function splitLines(lines: readonly string[]): string[][] {
  const first = lines.filter((line) => line.trim() !== '' && !line.startsWith('#')).slice(0, 20);
  const fits = SEPARATORS.find((separator) => {
    const counts = first.map((line) => cellsOf(line, separator).length);
    return counts.length > 0 && counts[0]! > 1 && counts.every((count) => count === counts[0]);
  });
  return lines.map((line) => (line.trim() === '' || line.startsWith('#') ? [] : cellsOf(line, fits ?? /\s+/)));
}

function cellsOf(line: string, separator: string | RegExp): string[] {
  const quoted = separator instanceof RegExp ? line.trim() : line;
  // A quoted cell may hold the separator: it is put out of the way first.
  const kept: string[] = [];
  const plain = quoted.replace(
    /"((?:[^"]|"")*)"/g,
    (_, cell: string) => `\u0000${kept.push(cell.replaceAll('""', '"')) - 1}\u0000`,
  );
  return plain
    .split(separator)
    .map((cell) => cell.replace(/\u0000(\d+)\u0000/g, (_, i: string) => kept[Number(i)] ?? '').trim());
}

function findTime(names: readonly string[], body: readonly string[][], path: string): number {
  const sample = body.slice(0, 20);
  // Most of them: a bad line is no reason to refuse the file.
  const isTime = (column: number): boolean =>
    sample.filter((cells) => isInstant(cells[column] ?? '')).length > sample.length / 2;
  const columns = [...names.keys()].filter(isTime);
  const found = columns.find((column) => TIME_NAMES.test(names[column]!)) ?? columns[0];
  if (found === undefined) throw noTable(path);
  return found;
}

// A CPU figure is a number too, but no second since 2001.
function isInstant(cell: string): boolean {
  const stamp = parseStamp(cell);
  return stamp !== null && stamp.seconds > 1e9;
}

function noTable(path: string): UserError {
  return new UserError(
    `${path} is in no format of CPU times that logsplit knows: no column holds times.`,
    'Give the output of sar -u, sadf -d, vmstat -t or pidstat, a Prometheus range query, or a CSV of time and CPU; logsplit instrument cpu prints how to record one.',
  );
}

function findColumn(
  names: readonly string[],
  body: readonly string[][],
  timeColumn: number,
  { path, part }: Ask,
): number {
  const isFigure = (column: number): boolean =>
    column !== timeColumn && body.slice(0, 20).some((cells) => NUMBER.test(cells[column] ?? ''));
  const columns = [...names.keys()].filter(isFigure);
  const found =
    part === null
      ? columns
      : (columns.filter((i) => names[i] === part).at(0) ?? null) !== null
        ? columns.filter((i) => names[i] === part)
        : columns.filter((i) => names[i]!.toLowerCase().includes(part.toLowerCase()));
  if (found.length === 1) return found[0]!;
  const listed = columns.map((i) => names[i]).join(', ');
  if (part === null) {
    throw new UserError(
      columns.length === 0
        ? `${path} has a column of times but none of figures.`
        : `${path} has several columns: ${listed}.`,
      `Name the one with the application's CPU time: --cpu ${path}:${names[columns[0] ?? 0]}`,
    );
  }
  throw new UserError(
    `${path} has ${found.length === 0 ? 'no' : 'more than one'} column with ${part} in its name; its columns are ${listed}.`,
    'Name one of them.',
  );
}

function scopeOf(name: string): Scope {
  return HOST.test(name) ? 'host' : 'app';
}

/** By the column's name, else by its figures; null: percent, of what it does not say. */
function unitOf(name: string, cells: readonly string[], values: readonly number[]): Unit | null {
  if (/%|percent|pct/i.test(name) || cells.slice(0, 20).some((cell) => cell.endsWith('%'))) {
    return values.some((value) => value > 105) ? '%core' : null;
  }
  if (/cores/i.test(name)) return 'cores';
  const neverFalls = values.length > 10 && values.every((value, i) => i === 0 || value >= values[i - 1]!);
  return /_total$|^usage/i.test(name) || neverFalls ? 'total-s' : 's';
}
