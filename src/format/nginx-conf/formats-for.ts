import { compareFits, fitPath, type PathFit } from './log-path.js';
import type { ConfAccessLog, ConfLogFormat, NginxLogging } from './read.js';

export interface LogFormatUse {
  format: ConfLogFormat | 'combined';
  /** The first access_log that writes the file in this format. */
  via: ConfAccessLog;
}

/**
 * The formats in which the configuration writes a log file: one, none where no access_log fits or its format is not
 * defined, several where equally fitting ones differ, and then the log itself has to tell which.
 *
 * The full path decides first (relative ones are tried in nginx.conf's directory and the one above), then the most names
 * at its end: a copy at logs/shop/access.log fits /var/log/nginx/shop/access.log better than /var/log/nginx/access.log.
 * Variables in an access_log's path stand for any text; rotation suffixes (.1, .2.gz, -20260101) are passed over.
 */
export function formatsFor(conf: NginxLogging, logFile: string): LogFormatUse[] {
  let best: PathFit | null = null;
  let vias: ConfAccessLog[] = [];
  for (const accessLog of conf.accessLogs) {
    const fit = accessLog.path === '' ? null : fitPath(accessLog.path, conf.file, logFile);
    if (!fit) continue;
    const better = best ? compareFits(fit, best) : 1;
    if (better < 0) continue;
    if (better > 0) vias = [];
    best = fit;
    vias.push(accessLog);
  }
  return vias.flatMap((via, i) => {
    if (vias.findIndex(({ format }) => format === via.format) < i) return [];
    const format = via.format === 'combined' ? via.format : conf.formats.find(({ name }) => name === via.format);
    return format ? [{ format, via }] : [];
  });
}
