const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Reads a time to live, "10s", "1m", "1h", "1d", as seconds; null: it is none. */
export function parseTtl(text: string): number | null {
  const [, amount, unit] = /^([1-9]\d{0,6})([smhd])$/.exec(text) ?? [];
  return amount === undefined ? null : Number(amount) * SECONDS[unit!]!;
}
