import { secondsText } from '../format/durations.js';
import { isDuration, type KeyReader } from '../format/keyed.js';
import type { Role, Variable } from '../format/variable.js';
import { emptyRequest } from '../record/request-fields.js';
import { timeReader } from './byte-any-time.js';
import { durationOf } from './byte-duration.js';
import { type ByteField, type ByteFieldReader, byteField } from './byte-fields.js';
import { integerOf } from './byte-number.js';
import type { KeyedTargets } from './keyed-fields.js';
import type { TimeName } from './time-columns.js';

const CLIENT_AND_PORT = 'remote_addr_port';
const COLON = 58;
const OPEN_BRACKET = 91;

const TIMES: Partial<Record<Role, TimeName>> = {
  requestTime: 'request',
  upstreamTime: 'upstream',
  connectTime: 'connect',
  headerTime: 'header',
};
const NUMERIC: ReadonlySet<Role> = new Set([
  'status',
  'bytes',
  'requestBytes',
  'requestTime',
  'upstreamTime',
  'connectTime',
  'headerTime',
]);

/** Whether the variable's role does not tell all that it means. */
export function isTextOnly({ variable, name, use }: KeyReader): boolean {
  return use === 'column' && variable?.isSpecial === true && name !== CLIENT_AND_PORT;
}

/** How the value of a key is read from bytes: it means what the text lane's reader says. */
export function keyedField(reader: KeyReader, to: KeyedTargets): ByteFieldReader & { isNumeric: boolean } {
  const { key, variable, name, use, unit } = reader;
  const role = variable?.roles[0];
  const isNumeric = role !== undefined && NUMERIC.has(role);
  if (role === 'time')
    return { read: time(variable!, name, to), missing: null, viaText: false, native: null, isNumeric };
  const laid = {
    variable: unit > 0 && isDuration(variable) ? inSeconds(variable!, reader) : variable,
    meaning: { name: variable === null ? key : name, use },
    // Keys tell fields apart, not what values look like.
    shape: 'text',
    rule: null,
    after: '',
  } as const;
  const field = byteField(laid, to);
  if (name === CLIENT_AND_PORT) return { ...field, read: withoutPort(field.read, to), isNumeric };
  const measured = role && TIMES[role];
  return { ...field, ...(measured && { read: duration(measured, laid.variable!, reader, to) }), isNumeric };
}

function withoutPort(read: ByteField, { line }: KeyedTargets): ByteField {
  return (start, end) => {
    const { bytes } = line;
    if (bytes[start] === OPEN_BRACKET) return false;
    let colon = start;
    while (colon < end && bytes[colon] !== COLON) colon++;
    const digits = end - colon - 1;
    const isPort = digits >= 1 && digits <= 5 && integerOf(bytes, colon + 1, end) >= 0;
    return read(start, isPort ? colon : end);
  };
}

function inSeconds(variable: Variable, { unit }: KeyReader): Variable {
  return { ...variable, read: (text, into, logged) => variable.read(secondsText(text, unit), into, logged) };
}

function duration(name: TimeName, variable: Variable, { unit }: KeyReader, to: KeyedTargets): ByteField {
  const { line, batch, moment, leftOut } = to;
  const target = leftOut.has(`${name}_s`) ? null : batch.times[name];
  const isRequest = name === 'request';
  const scratch = emptyRequest();
  return (start, end) => {
    let s = durationOf(line.bytes, start, end, unit);
    if (s < 0) {
      // Its upstream may have been asked several times; the request's own time is one number or none.
      if (!isRequest) return false;
      const text = line.text(start, end);
      scratch.requestS = null;
      variable.read(secondsText(text, 0), scratch, text);
      if (scratch.requestS === null) return true;
      s = scratch.requestS;
    }
    target?.setSeconds(line.row, s);
    if (isRequest) moment.requestS = s;
    else line.asked = 2;
    if (name === 'upstream') batch.setAttempts(line.row, 1);
    return true;
  };
}

function time(variable: Variable, name: string, to: KeyedTargets): ByteField {
  const { line, batch, moment } = to;
  const plain = timeReader(name, line);
  const scratch = emptyRequest();
  return (start, end) => {
    let us = plain(start, end);
    if (us < 0) {
      const text = line.text(start, end);
      if (variable.read(text, scratch, text) === false || scratch.endedAtUs === null) return false;
      us = scratch.endedAtUs;
    }
    batch.columns.ended_at.setNumber(line.row, us);
    moment.timeUs = us;
    return true;
  };
}
