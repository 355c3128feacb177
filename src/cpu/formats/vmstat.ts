import { type CpuFormat, LineTally, linesOf } from '../format.js';
import { parseStamp } from '../stamps.js';

const ROW = /^\s*(\d[\d\s]*?)\s+(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2})\s*$/;
const AT_WORK = ['us', 'sy', 'gu'];

/** vmstat -t; the zone stands over the times. The first row of a run is the average since the machine started. */
export const vmstat: CpuFormat = {
  name: 'vmstat',
  about: 'vmstat -t 1 (procps)',
  holds: (head) => /\sus\s+sy\s+id\s/.test(head),
  read(text) {
    const tally = new LineTally();
    let columns: string[] = [];
    let zone = '';
    let isFirst = true;
    for (const line of linesOf(text)) {
      if (/\sus\s+sy\s+id\s/.test(line)) {
        // The heading is repeated every screen; only the first is followed by the average.
        isFirst = columns.length === 0;
        columns = line.trim().split(/\s+/);
        zone = columns.at(-1)!;
        tally.ignored++;
        continue;
      }
      const m = ROW.exec(line);
      if (!m) {
        if (/^\s*$|^-*procs/.test(line)) tally.ignored++;
        else tally.rejected++;
        continue;
      }
      if (isFirst) {
        isFirst = false;
        tally.ignored++;
        continue;
      }
      const cells = m[1]!.split(/\s+/).map(Number);
      const percent = AT_WORK.filter((name) => columns.includes(name)).reduce(
        (sum, name) => sum + (cells[columns.indexOf(name)] ?? Number.NaN),
        0,
      );
      tally.take(parseStamp(m[2]!)?.seconds ?? null, percent);
    }
    return {
      ...tally.counts(),
      format: 'vmstat',
      what: AT_WORK.filter((name) => columns.includes(name)).join(' + '),
      scope: 'host',
      unit: '%all',
      cores: null,
      isZoneKnown: zone === 'UTC' || zone === 'GMT',
    };
  },
};
