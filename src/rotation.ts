// Compression, then numbers (.1), then dates as logrotate's dateext and dateformat write them (-20260101, -2026-01-01-03,
// -202601).
const DATE = '\\d{8}|\\d{4}-\\d{2}-\\d{2}|(?:19|20)\\d{2}-?(?:0[1-9]|1[0-2])';
const STAMP = `\\.\\d{1,4}|[-._](?:${DATE})(?:[-_T.]?\\d{2,10})?`;
const SUFFIX = new RegExp(`(?:\\.(?:gz|bz2|xz|zst|lz4|Z)|${STAMP})$`);
/** logrotate's "extension .log" puts the stamp before it. */
const INFIX = new RegExp(`(?:${STAMP})(?=\\.(?:log|txt|json)$)`);
const NUMBER = /^\.\d{1,3}$/;

/** What a name says about rotation. */
export interface Rotation {
  /** The name of the log that is still written: access.log. */
  family: string;
  /** The digits of the date in the name, the coarsest unit first; empty where there is none. */
  date: string;
  /** 2 in access.log.2.gz: a higher one is older. */
  number: number | null;
}

/** The names a rotated log file may have had before, itself first: access.log.2.gz, access.log.2, access.log. */
export function namesBeforeRotation(name: string): string[] {
  const names = [name];
  for (let cut = cutOne(name); cut !== null; cut = cutOne(cut.rest)) names.push(cut.rest);
  return names;
}

/** The family and the age of a log file, by its name. */
export function rotationOf(name: string): Rotation {
  const rotation: Rotation = { family: name, date: '', number: null };
  for (let cut = cutOne(name); cut !== null; cut = cutOne(cut.rest)) {
    const { stamp, rest } = cut;
    rotation.family = rest;
    if (NUMBER.test(stamp)) rotation.number ??= Number(stamp.slice(1));
    else if (/\d$/.test(stamp)) rotation.date = stamp.replace(/\D/g, '') + rotation.date;
  }
  return rotation;
}

/** Positive where the log named `b` is the older one; both are of one family. */
export function compareAges(a: Rotation, b: Rotation): number {
  // Who turns dates on leaves the numbered logs behind, so those are the oldest; the log that is still written is the last.
  const rank = ({ date, number }: Rotation): number => (date !== '' ? 1 : number !== null ? 0 : 2);
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  return (b.number ?? 0) - (a.number ?? 0);
}

function cutOne(name: string): { stamp: string; rest: string } | null {
  const found = SUFFIX.exec(name) ?? INFIX.exec(name);
  if (found === null) return null;
  const rest = name.slice(0, found.index) + name.slice(found.index + found[0].length);
  return rest === '' ? null : { stamp: found[0], rest };
}
