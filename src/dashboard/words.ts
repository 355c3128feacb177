import type { Server } from '../record/vocabulary.js';
import type { InputFile, StatusClass } from '../report/types.js';
import type { Part } from './detail-lines.js';
import type { Tone } from './look.js';

const SERVER_TONE: Record<Server, Tone> = { nginx: 'good', cache: 'accent', app: 'warn', unknown: 'dim' };

export function serverParts(servedBy: Record<Server, number>): Part[] {
  return (['nginx', 'cache', 'app', 'unknown'] as const).map((name) => ({
    name,
    requests: servedBy[name],
    tone: SERVER_TONE[name],
  }));
}

const STATUS_TONE: Record<StatusClass, Tone> = {
  '2xx': 'good',
  '3xx': 'accent',
  '4xx': 'warn',
  '5xx': 'bad',
  '1xx': 'plain',
  none: 'dim',
};

/** Most usual first; `none` is a request without a status. */
export function statusParts(status: Partial<Record<StatusClass, number>>): Part[] {
  return (['2xx', '3xx', '4xx', '5xx', '1xx', 'none'] as const).map((name) => ({
    name,
    requests: status[name] ?? 0,
    tone: STATUS_TONE[name],
  }));
}

export function statusTone(status: number): Tone {
  return STATUS_TONE[`${Math.floor(status / 100)}xx` as StatusClass] ?? 'plain';
}

/** A file's format and how it was found. */
export function formatLabel({ format, formatOrigin }: InputFile): string {
  return format === formatOrigin ? format : `${format}, ${formatOrigin}`;
}

/** `noun` with the s of a plural where the number wants one. */
export function plural(n: number, noun: string): string {
  return n === 1 ? noun : `${noun}s`;
}
