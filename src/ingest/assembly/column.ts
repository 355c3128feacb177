// One column of a batch: its values, and a validity bit a row.

@unmanaged
class Column {
  values: usize = 0;
  validity: usize = 0;
  /** Ids are never null: 0 stands for "not said". */
  isId: bool = false;
}

export function createColumn(values: usize, validity: usize, isId: bool): usize {
  const column = new Column();
  column.values = values;
  column.validity = validity;
  column.isId = isId;
  return changetype<usize>(column);
}

export function setId(column: usize, row: u32, id: u32): void {
  store<u32>(changetype<Column>(column).values + ((row as usize) << 2), id);
}

export function setInteger(column: usize, row: u32, value: i32): void {
  store<i32>(changetype<Column>(column).values + ((row as usize) << 2), value);
  mark(column, row);
}

export function setBig(column: usize, row: u32, value: i64): void {
  store<i64>(changetype<Column>(column).values + ((row as usize) << 3), value);
  mark(column, row);
}

export function setDouble(column: usize, row: u32, value: f64): void {
  store<f64>(changetype<Column>(column).values + ((row as usize) << 3), value);
  mark(column, row);
}

export function setBoolean(column: usize, row: u32, value: bool): void {
  store<u8>(changetype<Column>(column).values + row, value ? 1 : 0);
  mark(column, row);
}

/** Makes the row say nothing. */
export function clearValue(column: usize, row: u32): void {
  const c = changetype<Column>(column);
  if (c.isId) store<u32>(c.values + ((row as usize) << 2), 0);
  const word = c.validity + (((row as usize) >> 5) << 2);
  store<u32>(word, load<u32>(word) & ~((1 as u32) << (row & 31)));
}

function mark(column: usize, row: u32): void {
  const word = changetype<Column>(column).validity + (((row as usize) >> 5) << 2);
  store<u32>(word, load<u32>(word) | ((1 as u32) << (row & 31)));
}
