/** How a column of a table lies in memory. Ids are 32-bit and never null: 0 stands for "not said". */
export type ColumnKind = 'id' | 'integer' | 'bigint' | 'timestamp' | 'double' | 'boolean' | 'text';
