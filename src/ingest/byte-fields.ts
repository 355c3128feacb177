import type { LaidField } from '../format/format.js';
import { SHAPE_RULES, type Shape } from '../format/shapes.js';
import type { Role, Variable } from '../format/variable.js';
import type { Dictionaries, DictionaryName, HitBatch } from './batch.js';
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
export function byteField({ variable, meaning, shape }: LaidField, to: ByteTargets): ByteFieldReader {
  if (variable === null && meaning.use === 'text' && !to.leftOut.has('extra')) return keptAsText(meaning.name, to);
  if (variable === null || meaning.use !== 'column') return passedOver(shape, to.line);
  const role = variable.roles[0]!;
  const perSecond = variable.perSecond ?? 1;
  if (variable.roles.includes('method') && variable.roles.includes('path')) return requestReader(to);
  if (meaning.name === 'uri_and_args') return plain(uriAndArgs(to), target('targetAndArgs', true));
  if (role === 'path') {
    const splits = variable.roles.includes('query');
    return plain(targetReader(splits, to), target('target', splits));
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
  if (ids) return to.leftOut.has(ids.column) ? passedOver(shape, to.line) : id(ids.column, ids.words, shape, to);
  const integer = INTEGERS[role];
  if (integer) {
    return plain(whole(integer, to), { op: integer === 'status' ? 'status' : 'integer', columns: [integer] });
  }
  const upstream = upstreamField(role, perSecond, to);
  if (upstream === null) return throughText(variable, shape, to.line);
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

const target = (op: 'target' | 'targetAndArgs', splits: boolean): NativeField => ({
  op,
  columns: ['path_id', 'query_id'],
  dictionaries: ['paths', 'queries'],
  splits,
});

function passedOver(shape: Shape, line: ByteLine): ByteFieldReader {
  const fits = fitting(shape, line);
  return plain(fits, isAnyText(shape) ? { op: 'pass' } : { op: 'pass', fits });
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
function fitting(shape: Shape, line: ByteLine): ByteField {
  const { fits, maxLength } = SHAPE_RULES[shape];
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
  const fits = isAnyText(shape) ? null : fitting(shape, line);
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
  const fits = isAnyText(shape) ? null : fitting(shape, line);
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

// Rarely logged, or a text with a grammar of its own: its variable reads it. Neighbouring lines often carry the same.
function throughText(variable: Variable, shape: Shape, line: ByteLine): ByteFieldReader {
  const fits = fitting(shape, line);
  let last = Buffer.alloc(0);
  let lastFits = false;
  let lastText = '';
  return {
    missing: variable.missing ? () => markNotAsked(line) : null,
    viaText: true,
    native: null,
    read(start, end) {
      if (last.length !== end - start || line.bytes.compare(last, 0, last.length, start, end) !== 0) {
        last = Buffer.from(line.bytes.subarray(start, end));
        lastFits = fits(start, end);
        lastText = line.text(start, end);
      }
      return lastFits && variable.read(lastText, line.fields, lastText) !== false;
    },
  };
}
