import type { Format } from '../format.js';
import { compileText, type FormatText } from '../notations/compile.js';
import type { Preset } from './preset.js';

/** A preset whose fields stand where its format string says. */
type Positional = Omit<Preset, 'compile'> & { logFormat: string } & Pick<FormatText, 'appTells' | 'colours'>;

export function positional({ appTells, colours, ...preset }: Positional): Preset {
  const { name, logFormat } = preset;
  const text = {
    name,
    text: logFormat,
    ...(appTells === undefined ? {} : { appTells }),
    ...(colours === undefined ? {} : { colours }),
  };
  let format: Format | null = null;
  return {
    ...preset,
    // Detection asks again and again: for lines of another format, and behind each prefix.
    compile: () => {
      format ??= compileText(text);
      return format;
    },
  };
}

/** Microseconds since 1970 of an ISO 8601 time, for the examples. */
export function utc(iso: string): number {
  const fraction = /\.(\d{1,6})/.exec(iso)?.[1] ?? '';
  return Date.parse(iso.replace(/\.\d+/, '')) * 1e3 + Number(fraction.padEnd(6, '0'));
}
