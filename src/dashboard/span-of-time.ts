import { cleanText } from '../render/clean.js';
import { duration, GLYPHS, type Look } from './look.js';

const ISO = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/;

/** From the first time to the last and how long that is, `2026-03-01 09:00–11:00 UTC · 2 h 00 m`, and in fewer columns. */
export function spansOfTime(first: string | null, last: string | null, look: Look): string[] {
  if (first === null || last === null) return ['no times in the log', 'no times'];
  const from = ISO.exec(first);
  const to = ISO.exec(last);
  const { to: dash, separator } = GLYPHS[look.charset];
  if (from === null || to === null)
    return [`${cleanText(first, 20, look.charset)} ${dash} ${cleanText(last, 20, look.charset)}`];
  const end = from[1] === to[1] ? `${dash}${to[2]}` : ` ${dash} ${to[1]} ${to[2]}`;
  const elapsed = (Date.parse(last) - Date.parse(first)) / 1000;
  const times = `${from[1]} ${from[2]}${end} UTC`;
  return [`${times} ${separator} ${duration(elapsed, look)}`, times, from[1] ?? ''];
}

/** The time of day of an ISO time, to the minute; with the day where the log covers several. */
export function timeLabel(iso: string, isWithDay: boolean, look: Look): string {
  const match = ISO.exec(iso);
  if (match === null) return cleanText(iso, 16, look.charset);
  return isWithDay ? `${match[1]?.slice(5)} ${match[2]}` : (match[2] ?? '');
}
