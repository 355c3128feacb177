import type { RequestFields } from '../record/request-fields.js';

const METRIC = /(?:^|,)\s*([!#$%&'*+.^_`|~0-9A-Za-z-]{1,64})((?:\s*;[^,;]{0,200}){0,8})/g;
const DURATION = /;\s*dur\s*=\s*"?(\d{1,12}(?:\.\d{1,24})?(?:e-\d{1,2})?)/i;
const CPU = new Set(['cpu', 'cpu_time', 'cputime']);
const APP = new Set(['app', 'total', 'wall']);
const WAIT = new Set(['db', 'sql', 'database', 'redis', 'io', 'wait', 'http', 'external']);

/**
 * Reads a Server-Timing header (durations in milliseconds, https://www.w3.org/TR/server-timing/) into CPU, application
 * and waiting time. A CPU time that the line gives by itself is not replaced.
 */
export function readServerTiming(header: string, into: RequestFields): void {
  for (const [, name, parameters] of header.slice(0, 4096).matchAll(METRIC)) {
    const duration = DURATION.exec(parameters!);
    if (!duration) continue;
    const s = +duration[1]! / 1e3;
    const key = name!.toLowerCase();
    if (CPU.has(key)) into.cpuS ??= s;
    else if (APP.has(key)) into.appS ??= s;
    else if (WAIT.has(key)) into.waitS = (into.waitS ?? 0) + s;
  }
}
