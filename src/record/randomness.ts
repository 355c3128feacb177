/** Below this, base62 and base36 strings cannot be told from abbreviations and product names. */
const TOKEN_MIN = 16;
/** A token that holds '-' or '_' must be longer: words joined by hyphens look alike. */
const JOINED_TOKEN_MIN = 20;
const HASH_MIN = 8;
const LONGEST_WORD = 12;

const HEX = /^(?:[0-9a-f]+|[0-9A-F]+)$/;
const CHECKSUMMED_ADDRESS = /^0x[0-9a-fA-F]{8,}$/;
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i;
const JSON_WEB_TOKEN = /^eyJ[\w-]+\.[\w-]+/;
const TOKEN_ALPHABET = /^[\w=+~.-]+$/;

/** Words of hex letters: "cafe2024" and "face2face" are names, "c4fe2a24" is a hash. */
const HEX_WORDS = new Set(
  `ace aced add added bad bade bead bed bee beef cab cafe cede dab dad dead deaf dec decade deed deface ebb facade face
   faced fad fade faded feb fed fee feed babe accede efface deadbeef`.split(/\s+/),
);

interface Mixture {
  lower: number;
  upper: number;
  digits: number;
  /** Separate places where digits stand. */
  digitRuns: number;
  /** Characters in runs of three and more small letters: words are made of those, base62 is not. */
  wordy: number;
  joints: number;
}

function mixtureOf(text: string): Mixture {
  const mixture: Mixture = { lower: 0, upper: 0, digits: 0, digitRuns: 0, wordy: 0, joints: 0 };
  let lowerRun = 0;
  let inDigits = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const isLower = code >= 97 && code <= 122;
    const isDigit = code >= 48 && code <= 57;
    if (isLower) {
      mixture.lower++;
      lowerRun++;
      if (lowerRun === 3) mixture.wordy += 3;
      else if (lowerRun > 3) mixture.wordy++;
    } else lowerRun = 0;
    if (isDigit) {
      mixture.digits++;
      if (!inDigits) mixture.digitRuns++;
    } else if (code >= 65 && code <= 90) mixture.upper++;
    else if (!isLower) mixture.joints++;
    inDigits = isDigit;
  }
  return mixture;
}

function hasHexWord(piece: string): boolean {
  const words = piece.toLowerCase().split(/\d+/);
  return words[0] !== '' && words.every((word) => word === '' || HEX_WORDS.has(word));
}

/** Eight or more hex digits of one case with at least one digit and one letter. */
export function isHash(piece: string): boolean {
  if (piece.length < HASH_MIN) return false;
  if (CHECKSUMMED_ADDRESS.test(piece)) return true;
  if (!HEX.test(piece) || !/\d/.test(piece) || !/[a-f]/i.test(piece)) return false;
  return piece.length > LONGEST_WORD || !hasHexWord(piece);
}

/** A long random string of letters and digits, with no separator in it. */
export function isToken(piece: string): boolean {
  if (piece.length < TOKEN_MIN) return false;
  if (ULID.test(piece)) return true;
  const { lower, upper, digits, digitRuns, wordy } = mixtureOf(piece);
  if (lower > 0 && upper > 0) return digits > 0 && wordy < piece.length * 0.35;
  // base36 has runs of letters as words have, so there the digits must tell
  if (lower > 0) return digitRuns >= 3 && digits >= piece.length * 0.2;
  return upper > 0 && digitRuns >= 2;
}

/** Base64, base64url or a JSON Web Token, which may hold '-', '_', '=', '+' and '.'. */
export function isEncodedToken(text: string): boolean {
  if (text.length < JOINED_TOKEN_MIN || !/[A-Z]/.test(text) || !TOKEN_ALPHABET.test(text)) return false;
  if (JSON_WEB_TOKEN.test(text)) return true;
  const { lower, upper, digits, wordy, joints } = mixtureOf(text);
  // random text has a separator every 32 characters, a slug every 5
  if (joints === 0 || joints > text.length / 8) return false;
  return lower > 0 && upper > 0 && digits > 0 && wordy < text.length * 0.35;
}

/** The eight characters of base62 or base32 that bundlers put into file names: "BX2x9dkq", "5XQ2ZJ7A". */
export function isBundlerHash(piece: string): boolean {
  if (piece.length !== 8) return false;
  const { lower, upper, digits, digitRuns, wordy } = mixtureOf(piece);
  if (upper === 0 || digits === 0 || digits === 8) return false;
  return lower > 0 ? wordy < 4 : digitRuns >= 2;
}
