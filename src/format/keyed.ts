import type { RequestFields } from '../record/request-fields.js';
import { secondsText, type UnitTens } from './durations.js';
import type { FieldMeaning, Format, LineParser } from './format.js';
import { askedByCacheStatus, endFromStart, isMissing } from './reader.js';
import type { Role, Variable } from './variable.js';

/** Keys and values of a line, in its order. */
export type Members = ReadonlyMap<string, string>;

/** How lines name their fields. */
export interface Notation {
  kind: 'json' | 'ltsv' | 'logfmt';
  /** The keys that are looked at: null all, nested ones as "outer.inner". */
  keys: ReadonlySet<string> | null;
  /** Splits a line; null: it is not of that notation. */
  split(line: string): Members | null;
  /** What a line that does not split is counted as. */
  whyNot: string;
}

/** How the value of one key is read. A key can have several readers. */
export interface KeyReader {
  key: string;
  /** Null: kept as text, or passed over. */
  variable: Variable | null;
  /** The nginx name of the variable. */
  name: string;
  use: FieldMeaning['use'];
  /** Of a time. */
  unit: UnitTens;
  /** A value that stands for "none" beside "-" and the empty one. */
  none: string | null;
  /** The key as reasons name it: they are counted, and a log can spell one key in any number of ways. */
  shown: string;
}

/** What the keys of a line mean beside each other. */
export interface SettledKeys {
  readers: readonly KeyReader[];
  /** Whether only the cache status can tell who answered. */
  cacheTells: boolean;
  /** Whether the time is that at which the request began. */
  fromStart: boolean;
}

/** Settles what the keys of a line mean; called once for each list of keys that occurs. */
export type SettleKeys = (members: Members) => SettledKeys;

/** What the byte lane reads a line of keys by. */
export interface KeyedLayout {
  notation: Notation;
  /** The keys of a line in its order, and what they mean; null where it is no request. */
  keysOf(line: string): { keys: readonly string[]; settled: SettledKeys } | null;
}

/** Hostile lines can carry any number of lists of keys; further ones cost only time. */
const MAX_LAYOUTS = 256;
const DURATIONS: ReadonlySet<Role> = new Set([
  'requestTime',
  'upstreamTime',
  'connectTime',
  'headerTime',
  'cpuTime',
  'appTime',
  'sqlTime',
]);

/** A format whose fields are found by their keys. @param sample lines as split; the first stands for all */
export function compileKeyed(name: string, notation: Notation, sample: readonly Members[], settle: SettleKeys): Format {
  const settled = new Map<string, SettledKeys>();
  const settledFor = (members: Members): SettledKeys => {
    // With lengths, for a hostile key can hold any separator.
    let id = '';
    for (const key of members.keys()) id += `${key.length}:${key}`;
    let found = settled.get(id);
    if (found === undefined) {
      found = settle(members);
      if (settled.size < MAX_LAYOUTS) settled.set(id, found);
    }
    return found;
  };
  const typical = sample[0] ? settledFor(sample[0]) : null;

  const parse: LineParser = (line, into) => {
    const members = notation.split(line);
    return members === null ? notation.whyNot : readMembers(members, settledFor(members), into);
  };
  return {
    name,
    logFormat: null,
    linesPerRecord: 1,
    timeResolutionS: typical && finestTime(typical.readers, sample),
    fields: typical?.readers.map(({ key, use }) => ({ name: key, use })) ?? [],
    layout: null,
    keyed: {
      notation,
      keysOf(line) {
        const members = notation.split(line);
        const found = members && settledFor(members);
        return found && holdsRequest(found) ? { keys: [...members!.keys()], settled: found } : null;
      },
    },
    parse,
  };
}

/** Whether the variable tells a length of time, whose unit is known. */
export function isDuration(variable: Variable | null): boolean {
  return variable?.roles.some((role) => DURATIONS.has(role)) === true;
}

/** Whether a value says that there is none. */
export function saysNone(value: string, { none }: Pick<KeyReader, 'none'>): boolean {
  return isMissing(value) || value === none;
}

function holdsRequest({ readers }: SettledKeys): boolean {
  return readers.some(({ variable }) => variable?.roles.some((role) => role === 'path' || role === 'status'));
}

function readMembers(members: Members, settled: SettledKeys, into: RequestFields): string | null {
  if (!holdsRequest(settled)) return 'has no key for a path or a status';
  let extra: Record<string, string> | null = null;
  for (const reader of settled.readers) {
    const { key, variable, use, unit, shown } = reader;
    if (use === 'passed over') continue;
    const value = members.get(key)!;
    const none = saysNone(value, reader);
    if (variable === null) {
      if (none) continue;
      extra ??= {};
      extra[key] = value;
    } else if (none) variable.missing?.(into);
    else {
      const text = isDuration(variable) ? secondsText(value, unit) : value;
      if (variable.read(text, into, value) === false) return `bad value of ${shown}`;
    }
  }
  if (extra !== null) into.extra = JSON.stringify(extra);
  if (settled.cacheTells) askedByCacheStatus(into);
  if (settled.fromStart) endFromStart(into);
  return null;
}

function finestTime(readers: readonly KeyReader[], sample: readonly Members[]): number | null {
  const time = readers.find(({ variable, use }) => use === 'column' && variable?.roles[0] === 'time');
  if (time === undefined) return null;
  return sample.some((members) => /[.,]\d{3}|^\d{13,}$/.test(members.get(time.key) ?? '')) ? 0.001 : 1;
}
