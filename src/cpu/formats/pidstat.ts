import { UserError } from '../../errors.js';
import { type Ask, type CpuFormat, LineTally, linesOf } from '../format.js';
import { DayClock, parseStamp } from '../stamps.js';
import { parseHeading, splitRow } from './sysstat.js';

/** Servers of Python applications, by the names of their processes. */
const APPLICATIONS = /^(?:gunicorn|uwsgi|uvicorn|hypercorn|daphne|granian|waitress|pypy|python)/;

interface Row {
  endS: number;
  percent: number;
  pid: string;
  command: string;
}

/** pidstat, one line a process and time; with -h times may be epoch seconds. Percent of one core, unless -I was given. */
export const pidstat: CpuFormat = {
  name: 'pidstat',
  about: 'pidstat -u -h -H -C gunicorn 1 (sysstat)',
  holds: (head) => /\sPID\s|\sTGID\s/.test(head) && /%CPU/.test(head),
  read(text, ask) {
    const tally = new LineTally();
    const rows: Row[] = [];
    let clock: DayClock | null = null;
    let cores: number | null = null;
    let columns: string[] | null = null;
    let isZoneKnown = true;
    for (const line of linesOf(text)) {
      const heading = parseHeading(line);
      if (heading !== null) {
        clock = new DayClock(heading.midnightS);
        cores = heading.cores;
        tally.ignored++;
        continue;
      }
      const { time, cells } = splitRow(line.replace(/^#\s*/, ''));
      if (cells.includes('%CPU') && cells.includes('Command')) {
        columns = cells;
        tally.ignored++;
        continue;
      }
      // With -t, the threads of a process follow its own line, and are in it.
      const isThread = columns?.includes('TID') === true && cells[columns.indexOf('TID')] !== '-';
      if (columns === null || line.trim() === '' || /^\S*:\s/.test(line) || isThread) {
        tally.ignored++;
        continue;
      }
      const cell = (name: string): string => cells[columns!.indexOf(name)] ?? '';
      const epoch = /^\d{9,}$/.test(time) ? parseStamp(time) : null;
      const endS = epoch?.seconds ?? clock?.read(time) ?? null;
      isZoneKnown &&= epoch !== null;
      const percent = Number(cell('%CPU'));
      if (endS === null || cell('%CPU') === '' || !Number.isFinite(percent)) tally.rejected++;
      else {
        const command = cells.slice(columns.indexOf('Command')).join(' ');
        rows.push({ endS, percent, pid: cell(columns.includes('TGID') ? 'TGID' : 'PID'), command });
      }
    }
    const { isWanted, what } = choose(rows, ask);
    // A time at which none of them was busy has lines of others, or none at all.
    const sums = new Map<number, number>();
    for (const row of rows) sums.set(row.endS, (sums.get(row.endS) ?? 0) + (isWanted(row) ? row.percent : 0));
    const wanted = rows.filter(isWanted).length;
    return {
      format: 'pidstat',
      what,
      scope: 'app',
      unit: '%core',
      cores,
      isZoneKnown,
      endS: [...sums.keys()],
      values: [...sums.values()],
      lines: tally.lines + rows.length,
      used: wanted,
      ignored: tally.ignored + rows.length - wanted,
      rejected: tally.rejected,
    };
  },
};

function choose(rows: readonly Row[], { path, part }: Ask): { isWanted: (row: Row) => boolean; what: string } {
  const percents = new Map<string, number>();
  for (const { command, percent } of rows) percents.set(command, (percents.get(command) ?? 0) + percent);
  // The busiest first: where there are many, the application is among the first.
  const commands = [...percents.keys()].sort((a, b) => percents.get(b)! - percents.get(a)!);
  const named = (wanted: readonly string[]) => {
    const set = new Set(wanted);
    return { isWanted: ({ command }: Row) => set.has(command), what: `processes ${listed(wanted)}` };
  };
  if (part === null) {
    if (commands.length <= 1) return named(commands);
    const servers = commands.filter((command) => APPLICATIONS.test(command));
    if (servers.length > 0) return named(servers);
    throw new UserError(
      `${path} tells of ${commands.length} commands, and none is known as an application's: ${listed(commands)}.`,
      `Say which is the application: --cpu ${path}:${commands[0]}`,
    );
  }
  const pids = new Set(part.split('+'));
  if (rows.some(({ pid }) => pids.has(pid))) {
    return { isWanted: ({ pid }) => pids.has(pid), what: `processes ${listed([...pids])}` };
  }
  const matching = commands.filter((command) => command.includes(part));
  if (matching.length > 0) return named(matching);
  throw new UserError(
    `${path} has no process ${part}; it has ${listed(commands)}.`,
    'Name a part of a command, or PIDs joined by +.',
  );
}

const MOST_NAMED = 8;

function listed(names: readonly string[]): string {
  return `${names.slice(0, MOST_NAMED).join(', ')}${names.length > MOST_NAMED ? ', …' : ''}`;
}
