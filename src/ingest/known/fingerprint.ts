import { createHash } from 'node:crypto';
import { HEAD_BYTES } from '../../source/sample.js';

const STEP_BYTES = 256;
/** Bytes ahead of a place that tell whether it is the place it was. */
export const TAIL_BYTES = 4096;

/** A short fingerprint of bytes: SHA-256, cut to 128 bits. */
export function printOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 32);
}

/**
 * Fingerprints of the first 256, 512, … bytes, as far as they are stored: a file that is shorter than what is stored is
 * known by those that it has.
 */
export function headPrints(head: Buffer, storedBytes: number): string[] {
  const steps = Math.floor(Math.min(head.length, storedBytes, HEAD_BYTES) / STEP_BYTES);
  return Array.from({ length: steps }, (_, i) => printOf(head.subarray(0, (i + 1) * STEP_BYTES)));
}

/** Whether a file begins as a stored one did; 'unsaid' where it has too few bytes to tell. */
export function compareHead(prints: readonly string[], head: Buffer): 'same' | 'other' | 'unsaid' {
  const steps = Math.min(prints.length, Math.floor(head.length / STEP_BYTES));
  if (steps === 0) return 'unsaid';
  const own = head.subarray(0, steps * STEP_BYTES);
  if (printOf(own) !== prints[steps - 1]) return 'other';
  // A log that was truncated in place while its writer went on begins with zeros, as many others do.
  return own.every((byte) => byte === 0) ? 'unsaid' : 'same';
}
