import type { LaidField } from '../format/format.js';
import { SHAPE_RULES, type Shape, type ShapeRule } from '../format/shapes.js';
import type { Role, Variable } from '../format/variable.js';
import type { Dictionaries, DictionaryName, HitBatch } from './batch.js';
import { timeReader } from './byte-any-time.js';
import type { ByteLine } from './byte-line.js';
import { decimalOf, integerOf } from './byte-number.js';
import { requestReader, targetReader } from './byte-request.js';
import { clockReader, TIME_ISO, TIME_LOCAL } from './byte-time.js';
import { type HitColumn, REPORTED_WITH } from './columns.js';
import type { NativeField } from './native-field.js';
import type { TimeName } from './time-columns.js';

/**
 * Takes the value that stands in [start, end) of the line, which holds no escape. False: it is not of the plain kind
 * that is read here, and the line must be read as text.
 */
export type ByteField = (start: number, end: number) => boolean;

export interface ByteTargets {
  line: ByteLine;
  batch: HitBatch;
  dictionaries: Dictionaries;
  /** Columns that stay empty: their values are judged, and go nowhere. */
  leftOut: ReadonlySet<HitColumn>;
  /** Whether nothing but a target that has one names the host. */
  targetNamesHost?: boolean;
}

/** A reader for a field's values, and what "-" and the empty value mean for it. */
export interface ByteFieldReader {
  read: ByteField;
  missing: (() => void) | null;
  /** Whether it goes through the line's text fields, which have to be cleared before and stored afterwards. */
  viaText: boolean;
  /** How the WebAssembly lane reads the same; null: it asks this reader. */
  native: NativeField | null;
}

const IDS: Partial<Record<Role, { column: HitColumn; words: DictionaryName }>> = {
  host: { column: 'host_id', words: 'words' },
  user: { column: 'user_id', words: 'words' },
  method: { column: 'method_id', words: 'words' },
  protocol: { column: 'protocol_id', words: 'words' },
  query: { column: 'query_id', words: 'queries' },
  referrer: { column: 'referrer_id', words: 'referrers' },
  agent: { column: 'agent_id', words: 'agents' },
  cacheStatus: { column: 'cache_status_id', words: 'words' },
  contentType: { column: 'content_type_id', words: 'contentTypes' },
};
/** Bytes of a text that is compared with the next one. */
const MOST_REMEMBERED = 64;
const INTEGERS: Partial<Record<Role, HitColumn>> = { status: 'status', bytes: 'bytes', requestBytes: 'request_bytes' };
const TIMES: Partial<Record<Role, TimeName>> = {
  upstreamTime: 'upstream',
  connectTime: 'connect',
  headerTime: 'header',
};

/** Makes the readers of a line's fields, with what may be left out where none of them is of what the application reports. */
export function readersFor<T extends ByteFieldReader>(to: ByteTargets, make: (to: ByteTargets) => T[]): T[] {
  if (to.batch.purpose === 'all') return make(to);
  const readers = make({ ...to, leftOut: new Set([...to.leftOut, ...REPORTED_WITH]) });
  return readers.some(({ viaText }) => viaText) ? make(to) : readers;
}

/** How a field is read from bytes. The meaning is that of its variable's own `read`: a differential test holds them. */
export function byteField({ variable, meaning, shape, rule }: LaidField, to: ByteTargets): ByteFieldReader {
  if (variable === null && meaning.use === 'text' && !to.leftOut.has('extra')) return keptAsText(meaning.name, to);
  if (variable === null || meaning.use !== 'column') return passedOver(rule ?? SHAPE_RULES[shape], to.line);
  const role = variable.roles[0]!;
  const perSecond = variable.perSecond ?? 1;
  if (variable.roles.includes('method') && variable.roles.includes('path')) return requestReader(to);
  if (meaning.name === 'uri_and_args') return plain(uriAndArgs(to), target('targetAndArgs', true, to));
  if (role === 'path') {
    const splits = variable.roles.includes('query');
    return plain(targetReader(splits, to), target('target', splits, to));
  }
  if (role === 'client') return client(shape, to);
  if (role === 'time' && shape === 'epoch') return plain(epoch(to), { op: 'epoch', columns: ['ended_at'] });
  if (meaning.name === 'time_local' || meaning.name === 'start_local') return clockReader(TIME_LOCAL, to);
  if (meaning.name === 'time_iso8601') return clockReader(TIME_ISO, to);
  if (role === 'requestTime') {
    const native: NativeField = { op: 'decimal', columns: ['request_ms', 'request_s'], number: perSecond };
    return plain(requestTime(perSecond, to), native);
  }
  const ids = IDS[role];
  if (ids)
    return to.leftOut.has(ids.column) ? passedOver(SHAPE_RULES[shape], to.line) : id(ids.column, ids.words, shape, to);
  const integer = INTEGERS[role];
  if (integer) {
    return plain(whole(integer, to), { op: integer === 'status' ? 'status' : 'integer', columns: [integer] });
  }
  const upstream = upstreamField(role, perSecond, to);
  if (upstream === null) return throughText(variable, SHAPE_RULES[shape], to.line, () => markNotAsked(to.line));
  if (!variable.missing) return upstream;
  return {
    ...upstream,
    missing: () => markNotAsked(to.line),
    native: { ...upstream.native!, missing: 'not asked' },
  };
}

/** What tells of the upstream; null: the role tells something else. */
function upstreamField(role: Role, perSecond: number, to: ByteTargets): ByteFieldReader | null {
  const time = TIMES[role];
  if (time) {
    const columns: HitColumn[] = [`${time}_ms`, `${time}_s`];
    // For a report, once is what is not said.
    if (time === 'upstream' && to.batch.purpose === 'all') columns.push('attempts');
    return plain(upstreamTime(time, perSecond, to), { op: 'upstreamTime', columns, number: perSecond });
  }
  if (role === 'upstreamStatus') return plain(upstreamStatus(to.line), { op: 'upstreamStatus' });
  if (role !== 'upstreamAddr') return null;
  return plain(upstreamAddr(to), {
    op: 'upstreamAddress',
    columns: ['upstream_addr_id'],
    dictionaries: ['words'],
  });
}

const plain = (read: ByteField, native: NativeField): ByteFieldReader => ({
  read,
  missing: null,
  viaText: false,
  native,
});

const target = (op: 'target' | 'targetAndArgs', splits: boolean, to: ByteTargets): NativeField => ({
  op,
  columns: ['path_id', 'query_id', null, null, null, to.targetNamesHost && splits ? 'host_id' : null],
  dictionaries: ['paths', 'queries', 'words'],
  splits,
});

/** Reads the field through its variable, into the line's fields: a number or a time of the usual kind without its text. */
export function textField({ variable, meaning, shape, rule }: LaidField, { line }: ByteTargets): ByteFieldReader {
  const reader = throughText(variable!, rule ?? SHAPE_RULES[shape], line, () => variable!.missing?.(line.fields));
  const fast = variable!.isSpecial === true || rule !== null ? null : plainReader(variable!, meaning.name, line);
  return fast === null ? reader : { ...reader, read: (start, end) => fast(start, end) || reader.read(start, end) };
}

/** False: its text has to be read. */
function plainReader({ roles: [role], perSecond = 1 }: Variable, name: string, line: ByteLine): ByteField | null {
  const { fields } = line;
  const notation = NOTATIONS[name];
  if (role === 'time' && notation !== undefined) {
    const time = timeReader(notation, line);
    return (start, end) => {
      const us = time(start, end);
      if (us < 0) return false;
      fields.endedAtUs = us;
      return true;
    };
  }
  if (role !== 'requestTime' && role !== 'upstreamTime') return null;
  return (start, end) => {
    const units = decimalOf(line.bytes, start, end);
    if (units < 0) return false;
    if (role === 'requestTime') fields.requestS = units / perSecond;
    else {
      fields.upstreamS = units / perSecond;
      fields.attempts = 1;
      fields.upstreamAsked = true;
    }
    return true;
  };
}

/** Of the variables of other servers, by the variable of nginx that writes the same. */
const NOTATIONS: Record<string, string> = {
  time_local: 'time_local',
  start_local: 'time_local',
  start_local_ms: 'time_local',
  time_iso8601: 'time_iso8601',
  time_iso8601_ms: 'time_iso8601',
  start_iso8601: 'time_iso8601',
  msec: 'msec',
  start_msec: 'msec',
};

function passedOver(rule: ShapeRule, line: ByteLine): ByteFieldReader {
  const fits = fitting(rule, line);
  return plain(fits, rule.fits === null ? { op: 'pass' } : { op: 'pass', fits });
}

function isAnyText(shape: Shape): boolean {
  return SHAPE_RULES[shape].fits === null;
}

// Where there is no query, nginx writes "-" for $args right behind the path.
function uriAndArgs(to: ByteTargets): ByteField {
  const target = targetReader(true, to);
  return (start, end) => {
    const { bytes } = to.line;
    const noArgs = bytes[end - 1] === 45 && !bytes.subarray(start, end).includes(63);
    return target(start, noArgs ? end - 1 : end);
  };
}

function markNotAsked(line: ByteLine): void {
  if (line.asked === 0) line.asked = 1;
}

/** Whether a value that is read past has the shape that the text lane asks for. */
function fitting({ fits, maxLength }: ShapeRule, line: ByteLine): ByteField {
  if (fits === null) return () => true;
  // Neighbouring lines often carry the same.
  const last = Buffer.alloc(64);
  let lastLength = -1;
  return (start, end) => {
    const length = end - start;
    if (length === lastLength && line.bytes.compare(last, 0, length, start, end) === 0) return true;
    if (length > maxLength || !fits(line.text(start, end))) return false;
    lastLength = length <= last.length ? length : -1;
    if (lastLength >= 0) line.bytes.copy(last, 0, start, end);
    return true;
  };
}

function id(column: HitColumn, words: DictionaryName, shape: Shape, to: ByteTargets): ByteFieldReader {
  const { line, batch } = to;
  const dictionary = to.dictionaries[words];
  const cells = batch.columns[column];
  const fits = isAnyText(shape) ? null : fitting(SHAPE_RULES[shape], line);
  return plain(
    (start, end) => {
      if (fits !== null && !fits(start, end)) return false;
      cells.setId(line.row, dictionary.idOf(line.view, start, end));
      return true;
    },
    { op: 'id', columns: [column], dictionaries: [words], ...(fits && { fits }) },
  );
}

function client(shape: Shape, { line, batch, dictionaries: { clients } }: ByteTargets): ByteFieldReader {
  const fits = isAnyText(shape) ? null : fitting(SHAPE_RULES[shape], line);
  const native: NativeField = {
    op: 'client',
    columns: ['client_id'],
    dictionaries: ['clients'],
    ...(fits && { fits }),
  };
  return {
    read: (start, end) => {
      if (line.bytes.subarray(start, end).includes(44) || (fits !== null && !fits(start, end))) return false;
      batch.columns.client_id.setId(line.row, clients.idOf(line.view, start, end));
      return true;
    },
    missing: null,
    viaText: false,
    // It knows by itself what addresses are made of.
    native: fits === null || shape === 'address' ? native : null,
  };
}

function whole(column: HitColumn, { line, batch, leftOut }: ByteTargets): ByteField {
  const target = leftOut.has(column) ? null : batch.columns[column];
  const digits = column === 'status' ? 3 : 0;
  return (start, end) => {
    const value = integerOf(line.bytes, start, end);
    if (value < 0 || (digits > 0 && end - start !== digits)) return false;
    target?.setNumber(line.row, value);
    return true;
  };
}

function decimal(time: TimeName, perSecond: number, { line, batch, leftOut }: ByteTargets): ByteField {
  const target = leftOut.has(`${time}_s`) ? null : batch.times[time];
  return (start, end) => {
    const value = decimalOf(line.bytes, start, end);
    if (value < 0) return false;
    target?.setSeconds(line.row, value / perSecond);
    return true;
  };
}

function requestTime(perSecond: number, { line, batch }: ByteTargets): ByteField {
  const target = batch.times.request;
  return (start, end) => {
    line.requestS = decimalOf(line.bytes, start, end) / perSecond;
    if (line.requestS < 0) return false;
    target.setSeconds(line.row, line.requestS);
    return true;
  };
}

// One attempt; a list of several is left to the text lane.
function upstreamTime(time: TimeName, perSecond: number, to: ByteTargets): ByteField {
  const { line, batch } = to;
  const store = decimal(time, perSecond, to);
  return (start, end) => {
    if (!store(start, end)) return false;
    if (time === 'upstream') batch.setAttempts(line.row, 1);
    line.asked = 2;
    return true;
  };
}

function upstreamStatus(line: ByteLine): ByteField {
  return (start, end) => {
    line.asked = 2;
    return integerOf(line.bytes, start, end) >= 0;
  };
}

function upstreamAddr({ line, batch, dictionaries: { words }, leftOut }: ByteTargets): ByteField {
  const target = leftOut.has('upstream_addr_id') ? null : batch.columns.upstream_addr_id;
  return (start, end) => {
    for (let i = start; i < end; i++) {
      const byte = line.bytes[i]!;
      if (byte <= 32 || byte === 44 || byte > 126) return false;
    }
    if (end - start > 256) return false;
    target?.setId(line.row, words.idOf(line.view, start, end));
    line.asked = 2;
    return true;
  };
}

// 1795427964.598: ten digits, a point, three digits.
function epoch({ line, batch }: ByteTargets): ByteField {
  return (start, end) => {
    if (end - start !== 14 || line.bytes[start + 10] !== 46) return false;
    const whole = integerOf(line.bytes, start, start + 10);
    const millis = integerOf(line.bytes, start + 11, end);
    if (whole < 0 || millis < 0) return false;
    line.timeUs = whole * 1e6 + millis * 1e3;
    batch.columns.ended_at.setNumber(line.row, line.timeUs);
    return true;
  };
}

function keptAsText(name: string, { line }: ByteTargets): ByteFieldReader {
  return {
    read: (start, end) => {
      line.extra ??= {};
      line.extra[name] = line.text(start, end);
      return true;
    },
    missing: null,
    viaText: true,
    native: null,
  };
}

/** Reads a text with a grammar of its own by its variable. Neighbouring lines often carry the same. */
function throughText(
  variable: Variable,
  { fits, maxLength }: ShapeRule,
  line: ByteLine,
  missing: () => void,
): ByteFieldReader {
  const last = new Uint8Array(MOST_REMEMBERED);
  let lastLength = -1;
  let lastFits = false;
  let lastText = '';
  const remember = (start: number, end: number): void => {
    const length = end - start;
    lastText = line.text(start, end);
    lastFits = length <= maxLength && (fits === null || fits(lastText));
    lastLength = length <= MOST_REMEMBERED ? length : -1;
    for (let i = 0; i < lastLength; i++) last[i] = line.bytes[start + i]!;
  };
  return {
    missing: variable.missing ? missing : null,
    viaText: true,
    native: null,
    read(start, end) {
      if (end - start !== lastLength || !stands(line.bytes, last, start, end)) remember(start, end);
      return lastFits && variable.read(lastText, line.fields, lastText) !== false;
    },
  };
}

// A call into the buffer's own comparison takes longer for texts as short as these.
function stands(bytes: Uint8Array, text: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] !== text[i - start]) return false;
  return true;
}
