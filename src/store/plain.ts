import type { DuckDBValue } from '@duckdb/node-api';

// DuckDB counts in 64 bits, which arrive as bigint; no count of log lines comes near 2^53.
/** A value as the rest of the program takes it. */
export function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value as Record<string, DuckDBValue>).map(([key, v]) => [key, plain(v)]));
}
