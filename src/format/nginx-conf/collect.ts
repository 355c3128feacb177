import { readAccessLog } from './access-log.js';
import { readLogFormat } from './log-format.js';
import type { Directive } from './parse.js';
import type { ConfAccessLog, ConfLogFormat } from './read.js';

const BUILT_IN = 'combined';

/** Gathers the formats and access logs of a whole configuration; what nginx would refuse is told and left out. */
export function collectLogging(
  directives: readonly Directive[],
  warn: (warning: string) => void,
): { formats: ConfLogFormat[]; accessLogs: ConfAccessLog[] } {
  const formats = new Map<string, ConfLogFormat>();
  const accessLogs: ConfAccessLog[] = [];
  walk(directives, []);
  for (const { file, line, path, format, off } of accessLogs) {
    if (off || format === BUILT_IN || formats.has(format)) continue;
    const known = [BUILT_IN, ...formats.keys()].join(', ');
    warn(
      `${file}:${line}: access_log ${path || 'syslog'} uses the log_format ${format}, which is not defined; known are ${known}.`,
    );
  }
  return { formats: [...formats.values()], accessLogs };

  function walk(block: readonly Directive[], context: readonly string[]): void {
    for (const directive of block) {
      if (directive.block === null) {
        if (directive.name === 'log_format') define(directive);
        else if (directive.name === 'access_log') use(directive, context);
      } else if (directive.name === 'http') walk(directive.block, context);
      else if (directive.name === 'stream') setAside(directive, directive.block, warn);
      else if (CONTEXTS.has(directive.name)) walk(directive.block, [...context, nameOf(directive, directive.block)]);
    }
  }

  function define(directive: Directive): void {
    const place = `${directive.file}:${directive.line}`;
    const format = readLogFormat(directive);
    if (typeof format === 'string') {
      warn(`${place}: this log_format ${format}, which nginx refuses; it is left out.`);
      return;
    }
    const { name } = format;
    const earlier = formats.get(name);
    if (name === BUILT_IN) {
      warn(`${place}: log_format ${name} is built into nginx, which refuses another; the built-in one is used.`);
    } else if (earlier) {
      warn(
        `${place}: log_format ${name} is defined twice, which nginx refuses; the one at ${earlier.file}:${earlier.line} is used.`,
      );
    } else formats.set(name, format);
  }

  function use(directive: Directive, context: readonly string[]): void {
    const accessLog = readAccessLog(directive, context.join(' ') || 'http');
    if (accessLog) accessLogs.push(accessLog);
    else
      warn(`${directive.file}:${directive.line}: this access_log names no file, which nginx refuses; it is left out.`);
  }
}

const CONTEXTS = new Set(['server', 'location', 'if', 'limit_except']);

function nameOf({ name, args }: Directive, block: readonly Directive[]): string {
  if (name !== 'server') return [name, ...args].join(' ');
  const serverName = block.find((inner) => inner.name === 'server_name')?.args[0];
  const listen = block.find((inner) => inner.name === 'listen')?.args[0];
  return serverName ? `server ${serverName}` : listen ? `server listen ${listen}` : 'server';
}

/** stream logs sessions of TCP and UDP: other variables, and no requests to count. */
function setAside(stream: Directive, block: readonly Directive[], warn: (warning: string) => void): void {
  const logging = block
    .flatMap((inner) => [inner, ...(inner.block ?? [])])
    .filter(({ name, args }) => name === 'log_format' || (name === 'access_log' && args[0] !== 'off'))
    .map(({ name, args }) => [name, ...args.slice(0, 1)].join(' '));
  if (logging.length > 0) {
    warn(`${stream.file}:${stream.line}: stream logs sessions, not requests; left out: ${logging.join(', ')}.`);
  }
}
