import { type CpuFormat, LineTally, linesOf } from '../format.js';
import { parseStamp } from '../stamps.js';
import { busyPercent } from './sysstat.js';

/** sadf -d: semicolons, a heading for each activity, CPU -1 for all; times in UTC unless -T or -t was given. */
export const sadf: CpuFormat = {
  name: 'sadf',
  about: 'sadf -d FILE -- -u (sysstat)',
  holds: (head) => /^# hostname;interval;timestamp;/m.test(head),
  read(text) {
    const tally = new LineTally();
    let cores: number | null = null;
    let columns: string[] | null = null;
    let isZoneKnown = true;
    for (const line of linesOf(text)) {
      const cells = line.split(';');
      if (line.startsWith('# hostname;')) {
        columns = cells.includes('CPU') && cells.includes('%idle') ? cells : null;
        tally.ignored++;
        continue;
      }
      const restart = /LINUX-RESTART\s*(?:\((\d+) CPU\))?/.exec(line);
      if (restart?.[1]) cores = Number(restart[1]);
      const names = columns;
      if (names === null || restart !== null || line.trim() === '' || cells[names.indexOf('CPU')] !== '-1') {
        tally.ignored++;
        continue;
      }
      const stamp = parseStamp(cells[2]!);
      isZoneKnown &&= stamp?.isZoneKnown ?? true;
      tally.take(
        stamp?.seconds ?? null,
        busyPercent((column) => Number(cells[names.indexOf(column)])),
      );
    }
    return {
      ...tally.counts(),
      format: 'sadf',
      what: 'all but %idle, %iowait and %steal',
      scope: 'host',
      unit: '%all',
      cores,
      isZoneKnown,
    };
  },
};
