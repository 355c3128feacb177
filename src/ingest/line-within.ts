import { isDigit } from './byte-number.js';

const MORE_THAN = 62;

/** Finds the line that stands in another one, whoever took it over. */
export interface LineWithin {
  /** Where it stands in the bytes once it was found: from its beginning to its newline. */
  readonly from: number;
  readonly to: number;
  /** False: there is none, or it is the text lane's to find, and the bytes are as they were. */
  find(bytes: Buffer, start: number, newline: number): boolean;
  /** Has the bytes be as they were. */
  giveBack(bytes: Buffer, start: number): void;
  /** The line as it was, as far as the prefix needs to see it. */
  text(bytes: Buffer, start: number): string;
}

/** Whether the bytes at this place are like others: the same but for digits. One behind ">" is told apart. */
export function isAlike(bytes: Uint8Array, at: number, others: Uint8Array): boolean {
  for (let i = 0; i < others.length; i++) {
    const byte = bytes[at + i]!;
    const other = others[i]!;
    if (byte !== other && !(isDigit(byte) && isDigit(other) && others[i - 1] !== MORE_THAN)) return false;
  }
  return true;
}
