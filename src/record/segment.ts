import { extensionOf, isStaticExtension } from './extension.js';
import { isBundlerHash, isEncodedToken, isHash, isToken } from './randomness.js';

const SHORTEST_ENCODED = 20;
/** Nobody writes a longer segment by hand: it is a value. */
const MAX_TEMPLATE = 128;
/** As much of a segment as is looked at. */
const MAX_READ = 512;
/** Numbers with more digits are ids wherever they stand; shorter ones may name an endpoint, and the siblings decide. */
const SHORT_DIGITS = 4;

const UNUSUAL = /[^A-Za-z_.~-]/;
const MALFORMED_ESCAPE = /%(?![0-9a-fA-F]{2})/;
const PLAIN_IN_URL = /[A-Za-z0-9._~@-]/;
const EMAIL = /^[^@]+@[^@]+\.[A-Za-z]{2,24}$/;
const UUID_LENGTH = 36;
const UUID = /(?<![A-Za-z0-9])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![A-Za-z0-9])/gi;
const WHOLE_UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const Y = '(?:19|20)\\d\\d';
const CENTURY = /(?:19|20)\d\d/;
const M = '(?:0[1-9]|1[0-2])';
const D = '(?:0[1-9]|[12]\\d|3[01])';
const COLON = '(?::|%3A|-)?';
const CLOCK = `T\\d\\d${COLON}\\d\\d(?:${COLON}\\d\\d(?:\\.\\d+)?)?(?:Z|[+-]\\d\\d${COLON}\\d\\d)?`;
const DATE = new RegExp(
  `(?<![A-Za-z0-9])(?:${Y}([-_.])${M}\\1${D}(?:${CLOCK})?|${D}([-_.])${M}\\2${Y}|${Y}[-_]${M})(?![A-Za-z0-9])`,
  'g',
);
const COMPACT_DATE = new RegExp(`^${Y}${M}${D}(?:T?\\d{6}Z?)?$`);

/** An escape, a parameter, a dotted number or a run of letters and digits: what is classified as one. */
const PIECE = /%[0-9a-fA-F]{2}|:[A-Za-z]+|[vV]?\d+(?:\.\d+)+(?![A-Za-z0-9])|[A-Za-z0-9]+/g;
const DIGITS = /^\d+$/;
const WORD_AND_ID = /^([A-Za-z]{1,20})\d{5,}$/;
const BARE_PARAMETER = /^:[a-z]+$/;
/** Two words and more after an id are a title; a single one may be an action or a variant: 12345-edit. */
const TITLE = /^[A-Za-z%][^-:]*-[^:]/;

/** How many digits of short numbers one path may keep: it bounds the distinct templates of /a/1/b/2 to 100,000. */
export interface DigitBudget {
  left: number;
}

/** Escapes of characters that need none are undone, so %75sers is users; text with a broken escape is left alone. */
function unescaped(text: string): string {
  if (!text.includes('%') || MALFORMED_ESCAPE.test(text)) return text;
  return text.replace(/%[0-9a-fA-F]{2}/g, (encoded) => {
    const character = String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
    return PLAIN_IN_URL.test(character) ? character : encoded.toUpperCase();
  });
}

/** Versions stay (3.6.0, v2.1); addresses, coordinates and long numbers with decimals do not. */
function templateOfDotted(text: string): string {
  const parts = text.split('.');
  if (!DIGITS.test(parts[0]!)) return text;
  if (parts.length === 4 && parts.every((part) => part.length <= 3 && Number(part) < 256)) return ':ip';
  const isCoordinate = parts.length === 2 && parts[1]!.length >= SHORT_DIGITS;
  return isCoordinate || parts.some((part) => part.length > SHORT_DIGITS) ? ':id' : text;
}

function templateOfPiece(piece: string, isSuffixOfAsset: boolean): string {
  if (piece.includes('.')) return templateOfDotted(piece);
  if (piece.length <= SHORT_DIGITS || piece.startsWith('%') || piece.startsWith(':')) return piece;
  if (COMPACT_DATE.test(piece)) return ':date';
  if (DIGITS.test(piece)) return ':id';
  if (isHash(piece) || (isSuffixOfAsset && isBundlerHash(piece))) return ':hash';
  return isToken(piece) ? ':token' : piece.replace(WORD_AND_ID, '$1:id');
}

function withTitle(name: string): string {
  return name.startsWith(':id-') && TITLE.test(name.slice(4)) ? ':id-:slug' : name;
}

/** False where no rule can apply: one pass over the characters instead of six patterns, for most names are such. */
function mayVary(name: string): boolean {
  let digits = 0;
  let run = 0;
  for (let i = 0; i <= name.length; i++) {
    const code = i < name.length ? name.charCodeAt(i) : 0;
    const isDigit = code >= 48 && code <= 57;
    if (isDigit) digits++;
    if (isDigit || (code >= 97 && code <= 122) || (code >= 65 && code <= 90)) run++;
    else {
      // a run with a digit may be an id, a hash or a token; a year begins a date
      if ((digits > 0 && run > SHORT_DIGITS) || digits === SHORT_DIGITS) return true;
      if (code === 64 || (code === 46 && digits > 0)) return true;
      digits = 0;
      run = 0;
    }
  }
  return name.length >= SHORTEST_ENCODED;
}

function templateOfName(name: string, isAsset: boolean): string {
  if (!mayVary(name)) return name;
  if (!isAsset && name.includes('@') && EMAIL.test(name)) return ':email';
  if (name.length >= SHORTEST_ENCODED && isEncodedToken(name.replace(/%(?:2B|2F|3D)/g, '='))) return ':token';
  if (name.length === UUID_LENGTH && WHOLE_UUID.test(name)) return ':uuid';
  if (DIGITS.test(name)) return templateOfPiece(name, false);
  let dated = name.length < UUID_LENGTH ? name : name.replace(UUID, ':uuid');
  if (CENTURY.test(dated)) dated = dated.replace(DATE, ':date');
  const template = dated.replace(PIECE, (piece, at: number) => templateOfPiece(piece, isAsset && at > 0));
  return isAsset ? template : withTitle(template);
}

/**
 * One path segment with its ids, dates, hashes, tokens and addresses replaced by parameters; words stay as they are.
 * A number of up to four digits that fills the segment is kept while the budget lasts.
 */
export function templateOfSegment(raw: string, budget: DigitBudget): string {
  if (raw.length <= MAX_TEMPLATE && !UNUSUAL.test(raw)) return raw;
  const isCut = raw.length > MAX_READ;
  const text = unescaped(isCut ? raw.slice(0, MAX_READ) + extensionOf(raw) : raw);
  const extension = extensionOf(text);
  const isAsset = isStaticExtension(extension);
  // john@firma.pl ends as a script does
  if (extension !== '' && !isAsset && EMAIL.test(text) && !EMAIL.test(text.slice(0, -extension.length)))
    return ':email';
  const name = text.slice(0, text.length - extension.length);
  if (name.length <= SHORT_DIGITS && DIGITS.test(name)) {
    if (name.length > budget.left) return `:id${extension}`;
    budget.left -= name.length;
    return text;
  }
  const template = templateOfName(name, isAsset);
  const isBounded = template.length + extension.length <= MAX_TEMPLATE && (!isCut || BARE_PARAMETER.test(template));
  return (isBounded ? template : ':param') + extension;
}

/** A segment's template with its short numbers taken for ids too: 42.json is :id.json, order-7 is order-:id. */
export function numbersAsIds(template: string): string {
  // Most are numbers alone.
  if (DIGITS.test(template)) return ':id';
  const extension = extensionOf(template);
  const name = template.slice(0, template.length - extension.length);
  const numbered = name.replace(PIECE, (piece) => (DIGITS.test(piece) ? ':id' : piece));
  return (isStaticExtension(extension) ? numbered : withTitle(numbered)) + extension;
}
