// One column of a batch: its values, and a validity bit a row.

import { createWaiting, forget, resolve, Waiting, wait } from './lookup';

@unmanaged
class Column {
  values: usize = 0;
  validity: usize = 0;
  /** Ids are never null: 0 stands for "not said". */
  isId: bool = false;
  /** Of a column of ids: the rows whose texts are not looked up yet. */
  waiting: usize = 0;
}

export function createColumn(values: usize, validity: usize, isId: bool): usize {
  const column = new Column();
  column.values = values;
  column.validity = validity;
  column.isId = isId;
  if (isId) column.waiting = createWaiting(values);
  return changetype<usize>(column);
}

export function setId(column: usize, row: u32, id: u32): void {
  store<u32>(changetype<Column>(column).values + ((row as usize) << 2), id);
}

/** The row's id will be the one of the bytes, after `settleIds`: until then they must stay. */
export function setText(column: usize, row: u32, dictionary: usize, at: usize, length: u32): void {
  wait(changetype<Waiting>(changetype<Column>(column).waiting), dictionary, row, at, length);
}

export function settleIds(column: usize): void {
  const c = changetype<Column>(column);
  if (c.isId) resolve(changetype<Waiting>(c.waiting));
}

export function setInteger(column: usize, row: u32, value: i32): void {
  store<i32>(changetype<Column>(column).values + ((row as usize) << 2), value);
  mark(column, row);
}

export function setBig(column: usize, row: u32, value: i64): void {
  store<i64>(changetype<Column>(column).values + ((row as usize) << 3), value);
  mark(column, row);
}

function setDouble(column: usize, row: u32, value: f64): void {
  store<f64>(changetype<Column>(column).values + ((row as usize) << 3), value);
  mark(column, row);
}

/** As setSeconds of time-columns.ts. */
export function setSeconds(whole: usize, exact: usize, row: u32, seconds: f64): void {
  const ms = Math.floor(seconds * 1000 + 0.5);
  if (ms < 2147483648 && ms / 1000 === seconds) setInteger(whole, row, ms as i32);
  else setDouble(exact, row, seconds);
}

export function setBoolean(column: usize, row: u32, value: bool): void {
  store<u8>(changetype<Column>(column).values + row, value ? 1 : 0);
  mark(column, row);
}

/** Makes the row say nothing. */
export function clearValue(column: usize, row: u32): void {
  const c = changetype<Column>(column);
  if (c.isId) {
    forget(changetype<Waiting>(c.waiting), row);
    store<u32>(c.values + ((row as usize) << 2), 0);
  }
  const word = c.validity + (((row as usize) >> 5) << 2);
  store<u32>(word, load<u32>(word) & ~((1 as u32) << (row & 31)));
}

function mark(column: usize, row: u32): void {
  const word = changetype<Column>(column).validity + (((row as usize) >> 5) << 2);
  store<u32>(word, load<u32>(word) | ((1 as u32) << (row & 31)));
}
