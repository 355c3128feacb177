import { isIP } from 'node:net';

/** The forms a value can take in a line; they tell fields apart where a separator also occurs inside a value. */
const SHAPES = [
  'text',
  'word',
  'name',
  'method',
  'target',
  'address',
  'addresses',
  'status',
  'integer',
  'number',
  'signed',
  'attempts',
  'time',
  'ctime',
  'clock',
  'epoch',
] as const;
export type Shape = (typeof SHAPES)[number];

export interface ShapeRule {
  /** Longest value that can fit; a longer candidate is not looked at. */
  maxLength: number;
  /** Null: any text fits. The empty text and "-" fit every shape and are not passed. */
  fits: ((value: string) => boolean) | null;
  /** A value is all characters of this kind that stand there, so that it ends by itself where no text parts it from the next. */
  run?: 'blanks' | 'digits';
}

/** A form given by a pattern. */
export const by = (pattern: RegExp, maxLength: number): ShapeRule => ({
  maxLength,
  fits: (value) => pattern.test(value),
});

// Every pattern is linear: no repeated group can match the same characters in two ways.
export const SHAPE_RULES: Record<Shape, ShapeRule> = {
  text: { maxLength: Number.POSITIVE_INFINITY, fits: null },
  word: by(/^\S+$/, 256),
  name: by(/^(?!\d{4}-\d\d-\d\dT)[^\s/"]+$/, 512),
  method: by(/^[^\s"/]+$/, 64),
  target: by(/^(?:\/|\*|[A-Za-z])/, Number.POSITIVE_INFINITY),
  address: {
    maxLength: 256,
    fits: (value) => (value.includes(':') ? isIP(value) !== 0 || value.startsWith('unix:') : /^[\w.-]+$/.test(value)),
  },
  addresses: by(/^[^\s,]+(?:(?:, | : )[^\s,]+)*$/, 4096),
  status: by(/^\d{3}$/, 3),
  integer: { ...by(/^\d{1,20}$/, 20), run: 'digits' },
  number: by(/^\d{1,15}(?:\.\d{0,24})?$/, 48),
  signed: by(/^[-+]?\d{1,15}(?:\.\d{0,24})?$/, 48),
  attempts: by(/^(?:\d+(?:\.\d+)?|-)(?:(?:, | : )(?:\d+(?:\.\d+)?|-))*$/, 4096),
  time: by(/^\d{1,4}[-/][\w-]+[-/:T ][\d:]+(?:[.,]\d+)?(?:Z| ?[+-]\d\d:?\d\d)?$/, 40),
  ctime: by(/^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/, 24),
  clock: by(/^\d\d:\d\d:\d\d(?:\.\d{1,9})?$/, 20),
  epoch: by(/^\d{1,19}(?:\.\d{1,9})?$/, 30),
};

/** Whether a value, which is not missing, has the form that a variable asks for. */
export function fitsShape({ shape, rule }: { shape: Shape; rule?: ShapeRule }, value: string): boolean {
  const { fits, maxLength } = rule ?? SHAPE_RULES[shape];
  return fits === null || (value.length <= maxLength && fits(value));
}
