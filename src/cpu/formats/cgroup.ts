import { type CpuFormat, LineTally, linesOf } from '../format.js';
import { parseStamp } from '../stamps.js';

/** Samples of a cgroup's cpu.stat (v2), each with its time before it: on one line, or as the file stands. */
export const cgroup: CpuFormat = {
  name: 'cgroup',
  about: 'cpu.stat of cgroup v2, as logsplit instrument cpu records it',
  holds: (head) => /\busage_usec \d/.test(head),
  read(text) {
    const tally = new LineTally();
    let stamp: ReturnType<typeof parseStamp> = null;
    let isZoneKnown = true;
    for (const line of linesOf(text)) {
      const usage = /\busage_usec (\d+)/.exec(line);
      const before = parseStamp((usage === null ? line : line.slice(0, usage.index)).trim());
      if (before !== null) {
        stamp = before;
        isZoneKnown &&= before.isZoneKnown;
      }
      if (usage !== null) tally.take(stamp?.seconds ?? null, Number(usage[1]) / 1e6);
      else if (before !== null || /^\s*$|^\w[\w.]* \d+$/.test(line)) tally.ignored++;
      else tally.rejected++;
    }
    return {
      ...tally.counts(),
      format: 'cgroup',
      what: 'usage_usec of cpu.stat',
      scope: 'app',
      unit: 'total-s',
      cores: null,
      isZoneKnown,
    };
  },
};
