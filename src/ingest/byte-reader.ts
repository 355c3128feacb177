import type { LaidField, Layout } from '../format/format.js';
import { SHAPE_RULES, type ShapeRule } from '../format/shapes.js';
import { type ByteFieldReader, type ByteTargets, byteField, readersFor, textField } from './byte-fields.js';
import type { HitColumn } from './columns.js';
import { LineTexts } from './line-texts.js';

const TAB = 9;
const ESCAPE = 27;
const BLANK = 32;
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
  /** The value is all characters of this kind that stand there; null: it ends where the text behind it stands. */
  run: ShapeRule['run'] | null;
}

/** How the plain lines of a format are read from bytes. */
export interface BytePlan {
  prefix: Buffer;
  /** A backslash escapes. */
  escapes: boolean;
  steps: readonly ByteStep[];
  /** Stores what went through the line's text fields, once all fields are read; null: nothing does. */
  store: (() => void) | null;
  /** Whether that has to be done though no step went through them. */
  alwaysStores: boolean;
  /** The time is the request's beginning: its end is later by the request time. */
  fromStart: boolean;
  /** Whether lines with colour codes are left to the text lane. */
  colours: boolean;
}

/** Reads one line that stands in the buffer. False: nothing is said of it, and the text lane must judge. */
export type ByteReader = (start: number, end: number) => boolean;

/**
 * How plain lines are read: each field ends where the text behind it first stands, no value is escaped, every number is
 * one number. Null: only the text lane can read this format, since its fields touch.
 */
export function planBytes(layout: Layout, to: ByteTargets): BytePlan | null {
  if (layout.fields.slice(0, -1).some(({ after, ...field }) => after === '' && runOf(field) === null)) return null;
  const plan = planWith(new LineTexts(layout, false), layout, to);
  // Where the end follows from the beginning, both times have to be numbers at the line's end, or both texts.
  const isNative = (field: LaidField, i: number): boolean => !isOfTime(field) || plan.steps[i]!.native !== null;
  if (!layout.startTells || layout.fields.every(isNative)) return { ...plan, fromStart: layout.startTells };
  return planWith(new LineTexts(layout, true), layout, to);
}

function planWith(texts: LineTexts, layout: Layout, targets: ByteTargets): BytePlan {
  const to = { ...targets, targetNamesHost: !layout.fields.some(isHost) };
  const escapes = layout.escaping !== 'none';
  const last = layout.fields.length - 1;
  const steps = readersFor(to, (into) =>
    layout.fields.map(
      (field, i): ByteStep => ({
        ...withoutColumns(texts.has(field) ? textField(field, into) : byteField(field, into), into.leftOut),
        after: Buffer.from(field.after),
        quoted: escapes && field.after.startsWith('"'),
        isList: field.shape === 'attempts' || field.shape === 'addresses',
        isTime: field.shape === 'time' && field.after.startsWith(' '),
        run: field.after === '' && i < last ? runOf(field) : null,
      }),
    ),
  );
  const storeTexts = texts.isEmpty ? null : texts.storing(to);
  const store = (): void => {
    storeTexts?.();
    to.line.store(to.batch);
  };
  return {
    prefix: Buffer.from(layout.prefix),
    escapes,
    steps,
    store: storeTexts !== null || steps.some((step) => step.viaText) ? store : null,
    alwaysStores: storeTexts !== null,
    fromStart: false,
    colours: layout.colours,
  };
}

function runOf({ shape, rule }: Pick<LaidField, 'shape' | 'rule'>): ShapeRule['run'] | null {
  return (rule ?? SHAPE_RULES[shape]).run ?? null;
}

/**
 * The reader in TypeScript. It writes to the batch's next row, and clears that row again where it gives up.
 */
export function byteReader(
  { prefix, escapes, steps, store, fromStart, colours }: BytePlan,
  to: ByteTargets,
): ByteReader {
  const { line, batch } = to;
  const last = steps.length - 1;

  const readFields = (start: number, end: number): boolean => {
    const { bytes } = line;
    let at = start + prefix.length;
    if (at > end || !standsAt(bytes, prefix, start)) return false;
    if (colours && bytes.subarray(start, end).includes(ESCAPE)) return false;
    for (let i = 0; i <= last; i++) {
      const { after, read, missing, quoted, isList, isTime, run } = steps[i]!;
      const first = after.length === 0 ? -1 : after[0]!;
      let stop = run === null ? at : endOfRun(run, bytes, at, end);
      for (; run === null && stop < end; stop++) {
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
    store?.();
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

function isHost({ variable, meaning }: LaidField): boolean {
  return meaning.use === 'column' && variable?.roles.includes('host') === true;
}

function isOfTime({ variable, meaning }: LaidField): boolean {
  const role = meaning.use === 'column' ? variable?.roles[0] : undefined;
  return role === 'time' || role === 'requestTime';
}

function endOfRun(run: ShapeRule['run'], bytes: Buffer, start: number, end: number): number {
  let at = start;
  if (run === 'digits') while (at < end && bytes[at]! >= 48 && bytes[at]! <= 57) at++;
  else while (at < end && (bytes[at] === BLANK || bytes[at] === TAB)) at++;
  return at;
}

function standsAt(bytes: Buffer, text: Buffer, at: number): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text[i]) return false;
  return true;
}
