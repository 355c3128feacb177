/** nginx reads its configuration through a buffer of 4,096 bytes; a longer word is an error. */
const LONGEST_BYTES = 2000;
const PLAIN = /^[A-Za-z0-9._~@+,:=!/-]+$/;
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\uFFFD]/u;

/**
 * A text from a log as one word of an nginx configuration. Null where it holds control bytes, broken UTF-8 or more than
 * nginx reads: no honest file is called that.
 */
export function nginxWord(text: string): string | null {
  if (UNPRINTABLE.test(text) || Buffer.byteLength(text) > LONGEST_BYTES) return null;
  return PLAIN.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** A regular expression that matches the text and nothing else. */
export function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|#\s-]/g, '\\$&');
}

/** A text from a log for a comment: one line, without control characters. */
export function commentText(text: string): string {
  const shown = text.replace(new RegExp(UNPRINTABLE, 'gu'), '?');
  return shown.length > 200 ? `${shown.slice(0, 199)}…` : shown;
}
