import { compileLogFormat } from '../compile.js';
import type { Preset } from './preset.js';

/** A preset whose fields stand where its format string says. */
export function positional(spec: Omit<Preset, 'compile'> & { logFormat: string }): Preset {
  return { ...spec, compile: () => compileLogFormat(spec.name, spec.logFormat) };
}

/** Microseconds since 1970 of an ISO 8601 time, for the examples. */
export function utc(iso: string): number {
  return Date.parse(iso) * 1e3;
}
