import { UserError } from '../errors.js';
import { compileLogFormat } from './compile.js';
import { detectFormat, withPrefix } from './detect.js';
import { countFits } from './fits.js';
import type { Format } from './format.js';
import { readGiven } from './given.js';
import { jsonFormat } from './json.js';
import { logfmtFormat } from './logfmt.js';
import { ltsvFormat } from './ltsv.js';
import { FORMAT_NAMES } from './names.js';
import { formatsFor } from './nginx-conf/formats-for.js';
import { type ConfLogFormat, type NginxLogging, readNginxConf } from './nginx-conf/read.js';
import { COMBINED } from './presets/nginx.js';
import { presetOf } from './presets/registry.js';

/** What the user said about the format; all null: it is detected. */
export interface FormatRequest {
  /** --format: a preset's name, json, ltsv, or a log_format's name in the configuration. */
  name: string | null;
  /** --log-format: the string in the notation of any server, with or without the directive around it. */
  logFormat: string | null;
  /** --nginx-conf: a path. */
  nginxConf: string | null;
  /** --date-format and --time-format: what %d, %t and %x stand for in a format of GoAccess. */
  dateFormat?: string | null;
  timeFormat?: string | null;
}

export interface ChosenFormat {
  formats: Format[];
  origin: 'given' | 'nginx.conf' | 'detected' | 'inferred';
}

/** Chooses the format of a log by its path and first lines. @throws UserError where none can be found */
export type ChooseFormat = (path: string, sample: readonly string[]) => ChosenFormat;

/**
 * Reads what the user said, once for all logs.
 * @param warn told what is odd about the configuration
 * @throws UserError for an unknown name, a bad format string, or a configuration that cannot be read
 */
export function formatChooser(request: FormatRequest, warn: (sentence: string) => void): ChooseFormat {
  const conf = request.nginxConf === null ? null : readNginxConf(request.nginxConf);
  conf?.warnings.forEach(warn);
  if (request.logFormat !== null) {
    const given = readGiven(request.logFormat, { date: request.dateFormat ?? null, time: request.timeFormat ?? null });
    warnOf(given([]), warn);
    return (_, sample) => ({ formats: withPrefix([given(sample)], sample), origin: 'given' });
  }
  if (request.name !== null) return byName(request.name, conf);
  if (conf !== null) return (path, sample) => byPath(conf, path, sample);
  return (path, sample) => detectFormat(sample, path);
}

function compileConf({ name, format, escape: escaping }: ConfLogFormat): Format {
  return compileLogFormat(name, format, escaping);
}

function byName(name: string, conf: NginxLogging | null): ChooseFormat {
  const defined = conf?.formats.find((format) => format.name === name);
  if (defined) {
    const format = compileConf(defined);
    return (_, sample) => ({ formats: withPrefix([format], sample), origin: 'nginx.conf' });
  }
  if (name === 'json') return (_, sample) => ({ formats: [jsonFormat(sample)], origin: 'given' });
  if (name === 'ltsv') return (_, sample) => ({ formats: [ltsvFormat(sample)], origin: 'given' });
  if (name === 'logfmt') return (_, sample) => ({ formats: [logfmtFormat(sample)], origin: 'given' });
  const preset = presetOf(name);
  if (!preset) {
    const inConf =
      conf && conf.formats.length > 0 ? `; in the configuration: ${conf.formats.map((f) => f.name).join(', ')}` : '';
    throw new UserError(
      `There is no format named "${name}".`,
      `Known are ${FORMAT_NAMES.join(', ')}${inConf}. Any other: --log-format '<string>'.`,
    );
  }
  return (_, sample) => ({ formats: withPrefix([preset.compile(sample)], sample), origin: 'given' });
}

function byPath(conf: NginxLogging, path: string, sample: readonly string[]): ChosenFormat {
  const named = formatsFor(conf, path).map(({ format }) =>
    format === 'combined' ? COMBINED.compile(sample) : compileConf(format),
  );
  if (named.some((format) => countFits(format, sample) > 0)) return { formats: named, origin: 'nginx.conf' };
  // A copied log often has another name than the configuration gives it: then the lines themselves decide.
  const fitting = conf.formats
    .flatMap(compileIfUsable)
    .map((format) => ({ format, fits: countFits(format, sample) }))
    .filter(({ fits }) => fits > 0)
    .sort((a, b) => b.fits - a.fits);
  if (fitting.length > 0) return { formats: fitting.map(({ format }) => format), origin: 'nginx.conf' };
  if (conf.formats.length === 0) return detectFormat(sample, path);
  throw new UserError(
    `No log_format of the nginx configuration fits ${path}; tried ${conf.formats.map(({ name }) => name).join(', ')}. Its first line is: ${JSON.stringify((sample[0] ?? '').slice(0, 200))}.`,
    'Check that the configuration is the one that wrote this log, or leave --nginx-conf out to let the format be detected.',
  );
}

// A configuration may define formats that no access log of requests uses; they are no reason to stop.
function compileIfUsable(defined: ConfLogFormat): Format[] {
  try {
    return [compileConf(defined)];
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

function warnOf(format: Format, warn: (sentence: string) => void): void {
  if (hasLoneQuote(format))
    warn('The log format has an odd number of double quotes: is it cut off, or is one missing?');
  if (!seesRoutes(format)) {
    warn('The log format has none of $request, $request_uri, $uri: routes cannot be told apart.');
  }
}

// A quote can also stand between fields, as in AWS healthd's format, so this is no error.
function hasLoneQuote({ logFormat }: Format): boolean {
  return (logFormat ?? '').split('"').length % 2 === 0;
}

function seesRoutes({ layout }: Format): boolean {
  return (
    layout === null ||
    layout.fields.some(({ variable, meaning }) => meaning.use === 'column' && variable?.roles.includes('path') === true)
  );
}
