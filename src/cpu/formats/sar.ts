import { type CpuFormat, LineTally, linesOf } from '../format.js';
import { DayClock } from '../stamps.js';
import { busyPercent, parseHeading, splitRow } from './sysstat.js';

/** sar's text: sections of a heading and rows, averages, restarts; also among other sections (sar -A). */
export const sar: CpuFormat = {
  name: 'sar',
  about: 'sar -u 1, or sar -u -f FILE (sysstat)',
  holds: (head) => /^Linux .*\(\d+ CPU\)/.test(head) && /\sCPU\s.*%idle/.test(head),
  read(text) {
    const tally = new LineTally();
    let clock: DayClock | null = null;
    let cores: number | null = null;
    let columns: string[] | null = null;
    for (const line of linesOf(text)) {
      const heading = parseHeading(line);
      if (heading !== null) {
        clock = clock ?? new DayClock(heading.midnightS);
        clock.startDay(heading.midnightS);
        cores = heading.cores;
        tally.ignored++;
        continue;
      }
      const { time, cells } = splitRow(line);
      if (cells.includes('CPU') || cells.some((cell) => /^%|\/s$/.test(cell))) {
        columns = cells.includes('CPU') && cells.includes('%idle') ? cells : null;
        tally.ignored++;
      } else if (columns === null || clock === null || isNoRow(line, cells, columns)) tally.ignored++;
      else if (cells.length !== columns.length) tally.rejected++;
      else {
        const names = columns;
        tally.take(
          clock.read(time),
          busyPercent((column) => Number(cells[names.indexOf(column)])),
        );
      }
    }
    return {
      ...tally.counts(),
      format: 'sar',
      what: 'all but %idle, %iowait and %steal',
      scope: 'host',
      unit: '%all',
      cores,
      isZoneKnown: false,
    };
  },
};

// Averages, restarts, and the rows of single cores.
function isNoRow(line: string, cells: readonly string[], columns: readonly string[]): boolean {
  return /^\s*$|^\S*:\s|RESTART/.test(line) || (cells[columns.indexOf('CPU')] ?? 'all') !== 'all';
}
