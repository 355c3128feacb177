import type { DictionaryName } from './batch.js';
import type { ByteField } from './byte-fields.js';
import type { HitColumn } from './columns.js';

/** The operations of assembly/step.ts, by their numbers there. */
export const NATIVE_OPS = [
  'pass',
  'host',
  'id',
  'client',
  'integer',
  'status',
  'decimal',
  'upstreamTime',
  'upstreamStatus',
  'upstreamAddress',
  'epoch',
  'clock',
  'request',
  'target',
  'targetAndArgs',
] as const;

/** How the WebAssembly lane reads a field as the TypeScript reader beside it does. */
export interface NativeField {
  op: (typeof NATIVE_OPS)[number];
  /** Where the value goes, in the order that the operation asks for; null: nowhere. */
  columns?: readonly (HitColumn | null)[];
  dictionaries?: readonly DictionaryName[];
  /** Judges a value's shape; without, any value fits. */
  fits?: ByteField;
  /** A question mark in the target begins the query. */
  splits?: boolean;
  /** By what a decimal is divided; the length of a time's date. */
  number?: number;
  /** Of a time whose day and zone are those that stand there: the beginning of its day, as microseconds since 1970. */
  midnight?: (start: number) => number | null;
  /** What a value that is not there says. */
  missing?: 'not asked' | 'malformed';
}
