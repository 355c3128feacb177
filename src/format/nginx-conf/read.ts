import type { Escape } from '../unescape.js';
import { collectLogging } from './collect.js';
import { loadDirectives } from './load.js';
import { openConf } from './source.js';

/** A log_format that the configuration defines. nginx's built-in "combined" is not among them. */
export interface ConfLogFormat {
  name: string;
  escape: Escape;
  /** The arguments joined as nginx writes them, backslash escapes resolved; variables stay as $name or ${name}. */
  format: string;
  file: string;
  /** 1-based. */
  line: number;
}

/** One access_log directive. A block without one inherits those of the block around it; "http" is around every server. */
export interface ConfAccessLog {
  /** As written, and so possibly relative or with variables; '' where nothing goes to a file (off, syslog). */
  path: string;
  /** The log_format's name, 'combined' where none is written; '' for off. */
  format: string;
  off: boolean;
  /** The blocks around it, http itself left out: 'http', 'server example.com', 'server example.com location /api/'. */
  context: string;
  /** The parameters behind the format (buffer=32k, if=$loggable); for syslog its server comes first. */
  options: string[];
  file: string;
  /** 1-based. */
  line: number;
}

export interface NginxLogging {
  /** The main configuration file; relative paths in it are resolved around its directory. */
  file: string;
  formats: ConfLogFormat[];
  /** In the order nginx reads them. */
  accessLogs: ConfAccessLog[];
  /** Sentences that begin with file:line: what is missing, set aside, or would be refused by nginx. */
  warnings: string[];
}

/**
 * Reads which log formats an nginx configuration defines and where they are used, following its includes. `path` is an
 * nginx.conf, a fragment of one (what stands outside any block counts as in http), or the output of `nginx -T`.
 * @throws UserError where a file is missing, no text, or unbalanced; an include that cannot be read is a warning.
 */
export function readNginxConf(path: string): NginxLogging {
  const warnings = new Set<string>();
  const warn = (warning: string) => warnings.add(warning);
  const source = openConf(path);
  const logging = collectLogging(loadDirectives(source, warn), warn);
  return { file: source.main, ...logging, warnings: [...warnings] };
}
