import type { TextList } from './text-list.js';
import type { TextRoom } from './text-room.js';

/** Bytes behind the last one that a key may be followed by, whatever they hold: keys are read several bytes at a time. */
export const PADDING = 32;

/** Texts with the ids firstId, firstId + 1, … */
export interface Taken {
  firstId: number;
  texts: TextList;
}

/** The shapes of the texts with the ids firstId, firstId + 1, …, by their ids. */
export interface TakenShapes {
  firstId: number;
  shapes: Uint32Array;
}

/** Turns distinct byte strings into ids: 1, 2, 3 … in the order of their first occurrence. */
export interface Dictionary {
  /** The id of the bytes, which are given one where they are new. `view` is padded by PADDING. */
  idOf(view: DataView, start: number, end: number): number;
  /** The id of a text; 0 for null. */
  id(text: string | null): number;
  /** Whether all texts are taken. */
  readonly isTaken: boolean;
  /**
   * Texts that were not taken yet, and the id of the first of them.
   * @param room for them, where it is to lie anywhere
   * @param mostBytes of them, about, where they can be left
   */
  takeFresh(room?: TextRoom, mostBytes?: number): Taken;
  /** The shapes of the texts that have come since the last call; null: shapes are not kept. */
  takeShapes(room?: TextRoom): TakenShapes | null;
  /** Memory that it takes. */
  readonly bytes: number;
  /** Forgets every text; ids go on from `firstId`, which is above all that were given. */
  restart(firstId: number): void;
}

/** A view of the same memory. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
