// Distinct byte strings and their ids: 1, 2, 3 … in the order of their first occurrence. An open-addressing table over
// chunks that hold the texts one after the other. The hash is seeded per run, for the keys are an attacker's; equality
// is always byte for byte. Keys may be read up to 16 bytes past their end, whatever stands there.

import { copyBytes } from './scan';
import { writeShape } from './shape';

const FIRST_SLOTS: u32 = 1 << 10;
const FIRST_CHUNK: u32 = 1 << 14;
const MOST_CHUNK: u32 = 1 << 20;
const WIDE: u32 = 16;
const NEWLINE: u8 = 10;
const NEWLINES: u64 = 0x0a0a0a0a0a0a0a0a;
const MIX_A: u64 = 0x9e3779b97f4a7c15;
const MIX_B: u64 = 0x9fb21c651e98df25;

/** Texts lie in it as length, id, bytes, and padding to a multiple of eight. */
@unmanaged
class Chunk {
  next: usize = 0;
  /** Where its texts begin, end, and where it ends. */
  start: usize = 0;
  top: usize = 0;
  end: usize = 0;
}

@unmanaged
export class Slot {
  hash: u32 = 0;
  /** Where it lies, with its id: half the memory to search. 0: the slot is free. */
  text: usize = 0;
}

const SLOT_BYTES: u32 = offsetof<Slot>();
/** Of a text, ahead of its bytes. */
const HEAD_BYTES: u32 = 8;

/** A short text that was asked for lately. */
@unmanaged
class Recent {
  word: u64 = 0;
  length: u32 = 0;
  /** 0: there is none. */
  id: u32 = 0;
}

const RECENT: u32 = 32;
const RECENT_BYTES: u32 = offsetof<Recent>();

@unmanaged
export class Dictionary {
  seed: u64 = 0;
  slots: usize = 0;
  mask: u32 = 0;
  /** How many texts it holds. */
  count: u32 = 0;
  /** The highest id given, the highest whose text is taken, and the highest whose shape is. */
  last: u32 = 0;
  taken: u32 = 0;
  shaped: u32 = 0;
  first: usize = 0;
  chunk: usize = 0;
  /** Where the texts begin that are not taken yet. */
  takenChunk: usize = 0;
  takenTop: usize = 0;
  shapedChunk: usize = 0;
  shapedTop: usize = 0;
  bytes: u32 = 0;
  /** What `find` left for `add`. */
  slot: u32 = 0;
  /** Methods, protocols and states are few, and need no search. */
  recent: usize = 0;
  /** The dictionary of the shapes of its texts; 0: there is none. */
  shapes: usize = 0;

  slotAt(i: u32): Slot {
    return changetype<Slot>(this.slots + i * SLOT_BYTES);
  }
}

export function createDictionary(seedLow: u32, seedHigh: u32): usize {
  const d = new Dictionary();
  d.seed = ((seedHigh as u64) << 32) | seedLow;
  d.recent = heap.alloc(RECENT * RECENT_BYTES);
  start(d, 0);
  return changetype<usize>(d);
}

/** The dictionary's texts are paths, whose shapes are kept in another dictionary. */
export function keepShapes(dictionary: usize, shapes: usize): void {
  changetype<Dictionary>(dictionary).shapes = shapes;
}

/** The id of the bytes; they are given one where they are new. */
export function idOf(dictionary: usize, at: usize, length: u32): u32 {
  const d = changetype<Dictionary>(dictionary);
  if (length - 1 >= 8) return idOfHashed(d, hashOf(d.seed, at, length), at, length);
  const word = load<u64>(at) & tailMask(length);
  const place = (((word * MIX_A) >> 59) as u32) * RECENT_BYTES;
  const recent = changetype<Recent>(d.recent + place);
  if (recent.word === word && recent.length === length && recent.id !== 0) return recent.id;
  const id = idOfHashed(d, hashOf(d.seed, at, length), at, length);
  recent.word = word;
  recent.length = length;
  recent.id = id;
  return id;
}

/** The same where the hash is known. */
export function idOfHashed(d: Dictionary, hash: u32, at: usize, length: u32): u32 {
  const id = find(d, hash, at, length);
  return id !== 0 ? id : add(d, hash, at, length);
}

/** The id of the bytes, 0 where they are new: then `add` gives them one. */
function find(d: Dictionary, hash: u32, at: usize, length: u32): u32 {
  const mask = d.mask;
  let slot = hash & mask;
  for (;;) {
    const s = d.slotAt(slot);
    if (s.text === 0) break;
    if (s.hash === hash && isText(s.text, at, length)) return idAt(s.text);
    slot = (slot + 1) & mask;
  }
  d.slot = slot;
  return 0;
}

/** Whether the text that lies there is the bytes. */
export function isText(text: usize, at: usize, length: u32): bool {
  return load<u32>(text) === length && equal(text + HEAD_BYTES, at, length);
}

export function idAt(text: usize): u32 {
  return load<u32>(text, 4);
}

/** Gives the bytes that `find` has just not found an id. */
function add(d: Dictionary, hash: u32, at: usize, length: u32): u32 {
  const id = ++d.last;
  const s = d.slotAt(d.slot);
  s.hash = hash;
  s.text = keep(d, at, length, id);
  if (++d.count * 2 > d.mask) grow(d);
  return id;
}

/** Forgets every text; ids go on from `firstId`, which is above all that were given. */
export function restart(dictionary: usize, firstId: u32): void {
  const d = changetype<Dictionary>(dictionary);
  heap.free(d.slots);
  for (let at = d.first; at !== 0; ) {
    const next = changetype<Chunk>(at).next;
    heap.free(at);
    at = next;
  }
  start(d, firstId - 1);
}

export function dictionaryBytes(dictionary: usize): u32 {
  return changetype<Dictionary>(dictionary).bytes;
}

let freshCount: u32 = 0;
let freshBytes: u32 = 0;
let freshIsAscii: bool = true;
let freshHoldsNewline: bool = false;

/** How many `takeFresh` or `takeShapes` gave. */
export function freshTexts(): u32 {
  return freshCount;
}

/** How many bytes they have together, with a newline between two. */
export function freshLength(): u32 {
  return freshBytes;
}

export function freshAscii(): bool {
  return freshIsAscii;
}

/** Whether one of them holds a newline itself. */
export function freshNewline(): bool {
  return freshHoldsNewline;
}

/** Whether all texts are taken. */
export function isTaken(dictionary: usize): bool {
  const d = changetype<Dictionary>(dictionary);
  return d.taken === d.last;
}

/** The ids of the shapes of the texts that have come since the last call, as 32-bit numbers in a block that the caller frees. */
export function takeShapes(dictionary: usize): usize {
  const d = changetype<Dictionary>(dictionary);
  freshCount = d.last - d.shaped;
  const block = heap.alloc((freshCount << 2) + WIDE);
  let chunk = d.shapedChunk;
  let at = d.shapedTop;
  for (let i: u32 = 0; i < freshCount; i++) {
    if (at === changetype<Chunk>(chunk).top) {
      chunk = changetype<Chunk>(chunk).next;
      at = changetype<Chunk>(chunk).start;
    }
    const length = load<u32>(at);
    store<u32>(block + (i << 2), idOfShape(d.shapes, at + HEAD_BYTES, length));
    at += room(length);
  }
  d.shaped = d.last;
  d.shapedChunk = chunk;
  d.shapedTop = at;
  return block;
}

/**
 * Copies texts that were not taken yet, of about `most` bytes or fewer, into a block that the caller frees: the end of each
 * within the bytes, as 32-bit numbers, and behind them the texts, a newline between two.
 */
export function takeFresh(dictionary: usize, most: u32): usize {
  const d = changetype<Dictionary>(dictionary);
  const left = d.last - d.taken;
  freshCount = 0;
  freshBytes = 0;
  let chunk = d.takenChunk;
  let at = d.takenTop;
  for (; freshCount < left && freshBytes < most; freshCount++) {
    if (at === changetype<Chunk>(chunk).top) {
      chunk = changetype<Chunk>(chunk).next;
      at = changetype<Chunk>(chunk).start;
    }
    freshBytes += load<u32>(at) + (freshCount > 0 ? 1 : 0);
    at += room(load<u32>(at));
  }
  const block = heap.alloc((freshCount << 2) + freshBytes + WIDE);
  let to = block + (freshCount << 2);
  let end: u32 = 0;
  let high: u64 = 0;
  let newlines: u64 = 0;
  chunk = d.takenChunk;
  at = d.takenTop;
  for (let i: u32 = 0; i < freshCount; i++) {
    if (at === changetype<Chunk>(chunk).top) {
      chunk = changetype<Chunk>(chunk).next;
      at = changetype<Chunk>(chunk).start;
    }
    const length = load<u32>(at);
    copyBytes(to, at + HEAD_BYTES, length);
    for (let byte: u32 = 0; byte < length; byte += 8) {
      const word = load<u64>(at + HEAD_BYTES + byte) & tailMask(length - byte);
      high |= word;
      newlines |= zeroBytes(word ^ NEWLINES);
    }
    end += length;
    store<u32>(block + (i << 2), end++);
    to += length;
    if (i + 1 < freshCount) store<u8>(to++, NEWLINE);
    at += room(length);
  }
  freshHoldsNewline = newlines !== 0;
  freshIsAscii = (high & 0x8080808080808080) === 0;
  d.taken += freshCount;
  d.takenChunk = chunk;
  d.takenTop = at;
  return block;
}

let shape: usize = 0;
let shapeRoom: u32 = 0;

function idOfShape(shapes: usize, path: usize, length: u32): u32 {
  if (length + WIDE > shapeRoom) {
    if (shapeRoom !== 0) heap.free(shape);
    shapeRoom = max(2 * (length + WIDE), FIRST_CHUNK);
    shape = heap.alloc(shapeRoom);
  }
  writeShape(path, length, shape);
  return idOf(shapes, shape, length);
}

function start(d: Dictionary, lastId: u32): void {
  memory.fill(d.recent, 0, RECENT * RECENT_BYTES);
  d.slots = emptySlots(FIRST_SLOTS);
  d.mask = FIRST_SLOTS - 1;
  d.count = 0;
  d.last = lastId;
  d.taken = lastId;
  d.shaped = lastId;
  d.bytes = FIRST_SLOTS * SLOT_BYTES;
  d.chunk = 0;
  d.first = addChunk(d, FIRST_CHUNK);
  d.takenChunk = d.first;
  d.takenTop = changetype<Chunk>(d.first).start;
  d.shapedChunk = d.first;
  d.shapedTop = d.takenTop;
}

function emptySlots(count: u32): usize {
  const slots = heap.alloc((count as usize) * SLOT_BYTES);
  memory.fill(slots, 0, (count as usize) * SLOT_BYTES);
  return slots;
}

function addChunk(d: Dictionary, bytes: u32): usize {
  const at = heap.alloc(offsetof<Chunk>() + bytes + WIDE);
  const chunk = changetype<Chunk>(at);
  chunk.next = 0;
  chunk.start = at + offsetof<Chunk>();
  chunk.top = chunk.start;
  chunk.end = chunk.start + bytes;
  if (d.chunk !== 0) changetype<Chunk>(d.chunk).next = at;
  d.chunk = at;
  d.bytes += bytes;
  return at;
}

/** Room that a text takes with its head. */
function room(length: u32): u32 {
  return (length + HEAD_BYTES + 7) & ~7;
}

function keep(d: Dictionary, at: usize, length: u32, id: u32): usize {
  const needed = room(length);
  let chunk = changetype<Chunk>(d.chunk);
  if (chunk.top + needed > chunk.end) {
    const last = (chunk.end - chunk.start) as u32;
    chunk = changetype<Chunk>(addChunk(d, max(min(last * 2, MOST_CHUNK), needed)));
  }
  const text = chunk.top;
  store<u32>(text, length);
  store<u32>(text, id, 4);
  copyBytes(text + HEAD_BYTES, at, length);
  chunk.top = text + needed;
  return text;
}

export function hashOf(seed: u64, at: usize, length: u32): u32 {
  let hash = seed ^ (length as u64);
  // Two that do not wait for each other.
  let other = rotl<u64>(seed, 32);
  let left = length;
  for (; left >= 16; left -= 16, at += 16) {
    hash = (hash ^ load<u64>(at)) * MIX_B;
    hash ^= hash >> 32;
    other = (other ^ load<u64>(at, 8)) * MIX_A;
    other ^= other >> 32;
  }
  if (left > 0) {
    hash = (hash ^ (load<u64>(at) & tailMask(left))) * MIX_B;
    hash ^= hash >> 32;
    if (left > 8) other = (other ^ (load<u64>(at, 8) & tailMask(left - 8))) * MIX_A;
    other ^= other >> 32;
  }
  hash = (hash ^ rotl<u64>(other, 23)) * MIX_B;
  hash ^= hash >> 32;
  return ((hash * MIX_A) >> 32) as u32;
}

export function equal(a: usize, b: usize, length: u32): bool {
  let left = length;
  for (; left >= 16; left -= 16, a += 16, b += 16) {
    if (!i8x16.all_true(i8x16.eq(v128.load(a), v128.load(b)))) return false;
  }
  const unlike = ~i8x16.bitmask(i8x16.eq(v128.load(a), v128.load(b)));
  return (unlike & ((1 << left) - 1)) === 0;
}

/** Not zero where one of the eight bytes is. */
function zeroBytes(word: u64): u64 {
  return (word - 0x0101010101010101) & ~word & 0x8080808080808080;
}

/** Covers the first `bytes` of eight. */
function tailMask(bytes: u32): u64 {
  return bytes >= 8 ? u64.MAX_VALUE : ((1 as u64) << ((bytes as u64) << 3)) - 1;
}

function grow(d: Dictionary): void {
  const old = d.slots;
  const oldCount = d.mask + 1;
  const slots = emptySlots(oldCount * 2);
  d.slots = slots;
  d.mask = oldCount * 2 - 1;
  d.bytes += oldCount * SLOT_BYTES;
  for (let i: u32 = 0; i < oldCount; i++) {
    const from = old + i * SLOT_BYTES;
    const entry = changetype<Slot>(from);
    if (entry.text === 0) continue;
    let slot = entry.hash & d.mask;
    while (changetype<Slot>(slots + slot * SLOT_BYTES).text !== 0) slot = (slot + 1) & d.mask;
    store<u64>(slots + slot * SLOT_BYTES, load<u64>(from));
  }
  heap.free(old);
}
