// Texts of one column that wait for their ids. They are looked up together, in three rounds: while memory is fetched for
// one, the next is asked for. One by one, lines of a million distinct paths wait for memory half of their time.

import { Dictionary, hashOf, idAt, idOfHashed, isText } from './dictionary';

const MOST: u32 = 256;

@unmanaged
class Text {
  row: u32 = 0;
  length: u32 = 0;
  at: usize = 0;
  hash: u32 = 0;
  /** The known text with the same hash; 0: there is none. */
  known: usize = 0;
}

const TEXT_BYTES: u32 = offsetof<Text>();

@unmanaged
export class Waiting {
  dictionary: usize = 0;
  /** Where the ids go, four bytes a row. */
  ids: usize = 0;
  texts: usize = 0;
  count: u32 = 0;
  /** Of memory that was fetched: without it a compiler would leave the fetching out. */
  touched: u32 = 0;
}

export function createWaiting(ids: usize): usize {
  const waiting = new Waiting();
  waiting.ids = ids;
  waiting.texts = heap.alloc(MOST * TEXT_BYTES);
  return changetype<usize>(waiting);
}

/** The row's id will be that of the bytes, which stay where they are until then. */
export function wait(w: Waiting, dictionary: usize, row: u32, at: usize, length: u32): void {
  // Columns hardly ever change their dictionary, and an empty one is no work.
  if (w.count === MOST || w.dictionary !== dictionary) resolve(w);
  w.dictionary = dictionary;
  const text = textOf(w, w.count++);
  text.row = row;
  text.at = at;
  text.length = length;
}

/** The row is given up. */
export function forget(w: Waiting, row: u32): void {
  while (w.count > 0 && textOf(w, w.count - 1).row === row) w.count--;
}

/** Gives every waiting text its id. */
export function resolve(w: Waiting): void {
  const count = w.count;
  if (count === 0) return;
  w.count = 0;
  const d = changetype<Dictionary>(w.dictionary);
  let sum: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const text = textOf(w, i);
    text.hash = hashOf(d.seed, text.at, text.length);
  }
  // In a loop of its own: a processor looks only so many instructions ahead, and hashing takes most of them.
  for (let i: u32 = 0; i < count; i++) sum ^= d.slotAt(textOf(w, i).hash & d.mask).hash;
  for (let i: u32 = 0; i < count; i++) {
    const text = textOf(w, i);
    let at = text.hash & d.mask;
    let slot = d.slotAt(at);
    while (slot.text !== 0 && slot.hash !== text.hash) {
      at = (at + 1) & d.mask;
      slot = d.slotAt(at);
    }
    text.known = slot.text;
    // There is nothing at the address of none, but it may be read.
    sum ^= load<u32>(slot.text);
  }
  w.touched = sum;
  for (let i: u32 = 0; i < count; i++) {
    const text = textOf(w, i);
    const isKnown = text.known !== 0 && isText(text.known, text.at, text.length);
    const id = isKnown ? idAt(text.known) : idOfHashed(d, text.hash, text.at, text.length);
    store<u32>(w.ids + ((text.row as usize) << 2), id);
  }
}

function textOf(w: Waiting, i: u32): Text {
  return changetype<Text>(w.texts + i * TEXT_BYTES);
}
