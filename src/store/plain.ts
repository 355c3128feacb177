// DuckDB counts in 64 bits, which arrive as bigint; no count of log lines comes near 2^53.
/** A value as the rest of the program takes it; an object, such as a row, is changed itself: a new one for each takes as long as the query. */
export function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  const object = value as Record<string, unknown>;
  for (const key in object) {
    const held = object[key];
    if (typeof held === 'bigint' || typeof held === 'object') object[key] = plain(held);
  }
  return object;
}
