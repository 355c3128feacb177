/**
 * How a column of a table lies in memory. Ids are 32-bit and never null: 0 stands for "not said". A code is the place of
 * an enumeration's value in its list, one byte, never null.
 */
export type ColumnKind = 'id' | 'code' | 'integer' | 'bigint' | 'timestamp' | 'double' | 'boolean' | 'text';
