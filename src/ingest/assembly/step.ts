// One field of a positional format, and how its value is read: the same reading as in byte-fields.ts, whose
// NativeField names the operations by these numbers.

export const PASS: u32 = 0;
export const HOST: u32 = 1;
export const ID: u32 = 2;
export const CLIENT: u32 = 3;
export const INTEGER: u32 = 4;
export const STATUS: u32 = 5;
export const DECIMAL: u32 = 6;
export const UPSTREAM_TIME: u32 = 7;
export const UPSTREAM_STATUS: u32 = 8;
export const UPSTREAM_ADDRESS: u32 = 9;
export const EPOCH: u32 = 10;
export const CLOCK: u32 = 11;
export const REQUEST: u32 = 12;
export const TARGET: u32 = 13;
export const TARGET_AND_ARGS: u32 = 14;

/** The text behind the value begins with a quote, and quotes inside it are escaped. */
export const QUOTED: u32 = 1;
/** One value may hold ", " and " : " where several upstreams were tried. */
export const LIST: u32 = 2;
/** A zone may stand behind the blank that seems to end the value. */
export const ZONED: u32 = 4;
/** The value must have the shape of its field. */
export const SHAPED: u32 = 8;
/** No value: no upstream was asked. */
export const MISSING_NOT_ASKED: u32 = 16;
/** No value: the request line is malformed. */
export const MISSING_MALFORMED: u32 = 32;
/** No value: TypeScript is told. */
export const MISSING_HOST: u32 = 64;
/** A question mark in the target begins the query. */
export const SPLITS: u32 = 128;
/** The value is all blanks, or all digits, that stand there. */
export const BLANKS: u32 = 256;
export const DIGITS: u32 = 512;

/** Longest value that a step remembers. */
export const REMEMBERED: u32 = 64;

@unmanaged
export class Step {
  index: u32 = 0;
  op: u32 = 0;
  flags: u32 = 0;
  /** The text behind the value: its bytes, and the first eight of them as a number under a mask. */
  after: usize = 0;
  afterLength: u32 = 0;
  afterWord: u64 = 0;
  afterMask: u64 = 0;
  /** Whether a dash right ahead of that text is the whole value. */
  isDashed: bool = false;
  /** Where the value goes, 0: nowhere; what each is depends on the operation. */
  c0: usize = 0;
  c1: usize = 0;
  c2: usize = 0;
  c3: usize = 0;
  c4: usize = 0;
  c5: usize = 0;
  d0: usize = 0;
  d1: usize = 0;
  d2: usize = 0;
  /** By what a decimal is divided, or the layout of a time. */
  number: f64 = 0;
  /** The last value that was judged to fit, or the day and zone of the last time; its length is -1 where there is none. */
  last: usize = 0;
  lastLength: i32 = -1;
  midnight: i64 = 0;
  /** Eight words: short values that were judged to fit. */
  fitting: usize = 0;
  /** The last time as it was written, and what it is. */
  clock: usize = 0;
  clockLength: u32 = 0;
  clockUs: i64 = 0;
}
