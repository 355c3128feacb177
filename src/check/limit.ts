import type { Gate, Unit } from './gate.js';

/** One limit that the user sets. */
export interface Limit {
  gate: Gate;
  /** Which routes each have to keep it; null: all requests together. */
  pattern: string | null;
  /** Seconds, or a fraction of one. */
  most: number;
}

const SECONDS: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600 };

/** Reads "300ms", "1%", "GET /api/*=300ms". Null: it is no limit of that kind. */
export function parseLimit(gate: Gate, text: string): Limit | null {
  const at = text.lastIndexOf('=');
  const pattern = at < 0 ? null : text.slice(0, at).trim();
  const most = parseAmount(gate.unit, text.slice(at + 1).trim());
  if (most === null || (pattern !== null && !isPattern(pattern))) return null;
  return { gate, pattern, most };
}

/** What such a limit looks like, for an error. */
export function limitExample({ unit }: Gate): string {
  const amount = unit === 'seconds' ? '300ms' : '1%';
  return `It is ${unit === 'seconds' ? 'a time with a unit (ms, s, m, h)' : 'a percentage'}, for all requests together or for each route that fits a pattern: ${amount}, or 'GET /api/*=${amount}'.`;
}

function parseAmount(unit: Unit, text: string): number | null {
  if (text === '0') return 0;
  const [, digits, suffix] = /^(\d{1,9}(?:\.\d{1,6})?)\s*(%|ms|s|m|h)$/.exec(text) ?? [];
  if (digits === undefined || (suffix === '%') !== (unit === 'share')) return null;
  if (suffix === '%') return Number(digits) <= 100 ? Number(digits) / 100 : null;
  return Number(digits) * SECONDS[suffix!]!;
}

function isPattern(text: string): boolean {
  return /^(?:[A-Za-z][A-Za-z-]* +)?[^\s/]*[/*]\S*$/.test(text);
}
