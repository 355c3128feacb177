import type { LaidField, Layout } from '../format/format.js';
import { type ByteFieldReader, type ByteTargets, byteField, readersFor } from './byte-fields.js';
import type { HitColumn } from './columns.js';

const BACKSLASH = 92;
const PLUS = 43;
const DASH = 45;
const COMMA = 44;
const COLON = 58;

/** A field of the layout, and how it is read. */
export interface ByteStep extends ByteFieldReader {
  after: Buffer;
  /** The text behind the value begins with a quote, and quotes inside it are escaped. */
  quoted: boolean;
  /** One value may hold ", " and " : " where several upstreams were tried. */
  isList: boolean;
  /** A zone may stand behind the blank that seems to end the value. */
  isTime: boolean;
}

/** How the plain lines of a format are read from bytes. */
export interface BytePlan {
  prefix: Buffer;
  /** A backslash escapes. */
  escapes: boolean;
  steps: readonly ByteStep[];
  /** Whether a step goes through the line's text fields. */
  viaText: boolean;
  /** The time is the request's beginning: its end is later by the request time. */
  fromStart: boolean;
}

/** Reads one line that stands in the buffer. False: nothing is said of it, and the text lane must judge. */
export type ByteReader = (start: number, end: number) => boolean;

/**
 * How plain lines are read: each field ends where the text behind it first stands, no value is escaped, every number is
 * one number. Null: only the text lane can read this format: its fields touch, a field's role alone does not tell what it
 * means, or the line as a whole has a say in its fields.
 */
export function planBytes(layout: Layout, to: ByteTargets): BytePlan | null {
  if (layout.cacheTells || layout.appTells) return null;
  if (layout.fields.slice(0, -1).some(({ after }) => after === '') || layout.fields.some(isTextOnly)) return null;
  const escapes = layout.escaping !== 'none';
  const steps = readersFor(to, (into) =>
    layout.fields.map(
      (field): ByteStep => ({
        ...withoutColumns(byteField(field, into), into.leftOut),
        after: Buffer.from(field.after),
        quoted: escapes && field.after.startsWith('"'),
        isList: field.shape === 'attempts' || field.shape === 'addresses',
        isTime: field.shape === 'time' && field.after.startsWith(' '),
      }),
    ),
  );
  const fromStart = layout.startTells;
  // Both have to be numbers at the line's end.
  if (fromStart && !layout.fields.every((field, i) => !isOfTime(field) || steps[i]!.native !== null)) return null;
  const viaText = steps.some((step) => step.viaText);
  return { prefix: Buffer.from(layout.prefix), escapes, steps, viaText, fromStart };
}

/**
 * The reader in TypeScript. It writes to the batch's next row, and clears that row again where it gives up.
 */
export function byteReader({ prefix, escapes, steps, viaText, fromStart }: BytePlan, to: ByteTargets): ByteReader {
  const { line, batch } = to;
  const last = steps.length - 1;

  const readFields = (start: number, end: number): boolean => {
    const { bytes } = line;
    let at = start + prefix.length;
    if (at > end || !standsAt(bytes, prefix, start)) return false;
    for (let i = 0; i <= last; i++) {
      const { after, read, missing, quoted, isList, isTime } = steps[i]!;
      const first = after.length === 0 ? -1 : after[0]!;
      let stop = at;
      for (; stop < end; stop++) {
        const byte = bytes[stop]!;
        if (byte === BACKSLASH && escapes) return false;
        if (byte !== first) continue;
        if (stop + after.length <= end && standsAt(bytes, after, stop)) break;
        if (quoted) return false;
      }
      if (stop === end && after.length > 0) return false;
      if (i === last && stop + after.length !== end) return false;
      if (isList && (bytes[stop] === COMMA || (bytes[stop] === 32 && bytes[stop + 1] === COLON))) return false;
      if (isTime && (bytes[stop + 1] === PLUS || bytes[stop + 1] === DASH)) return false;
      if (stop === at || (stop === at + 1 && bytes[at] === DASH)) missing?.();
      else if (!read(at, stop)) return false;
      at = stop + after.length;
    }
    return true;
  };

  return (start, end) => {
    line.begin(batch.rows);
    if (!readFields(start, end)) {
      batch.clearRow(line.row);
      return false;
    }
    if (line.asked !== 0) batch.columns.upstream_asked.setNumber(line.row, line.asked - 1);
    if (fromStart && !Number.isNaN(line.timeUs + line.requestS)) {
      batch.columns.ended_at.setNumber(line.row, line.timeUs + Math.round(line.requestS * 1e6));
    }
    if (viaText) line.store(batch);
    batch.rows++;
    return true;
  };
}

function withoutColumns(reader: ByteFieldReader, leftOut: ReadonlySet<HitColumn>): ByteFieldReader {
  const { native } = reader;
  if (!native?.columns) return reader;
  const columns = native.columns.map((name) => (name !== null && leftOut.has(name) ? null : name));
  return { ...reader, native: { ...native, columns } };
}

function isTextOnly({ variable, meaning, rule }: LaidField): boolean {
  return variable !== null && (rule !== null || (meaning.use === 'column' && variable.isSpecial === true));
}

function isOfTime({ variable, meaning }: LaidField): boolean {
  const role = meaning.use === 'column' ? variable?.roles[0] : undefined;
  return role === 'time' || role === 'requestTime';
}

function standsAt(bytes: Buffer, text: Buffer, at: number): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text[i]) return false;
  return true;
}
