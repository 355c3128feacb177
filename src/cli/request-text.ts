import type { RequestFields } from '../record/request-fields.js';
import { cleanText } from '../render/clean.js';

const NAMES: Partial<Record<keyof RequestFields, string>> = {
  endedAtUs: 'ended at',
  client: 'client',
  host: 'host',
  user: 'user',
  method: 'method',
  path: 'path',
  query: 'query',
  protocol: 'protocol',
  malformed: 'malformed request line',
  status: 'status',
  bytes: 'bytes sent',
  requestBytes: 'bytes received',
  referrer: 'referrer',
  agent: 'agent',
  requestS: 'request time',
  upstreamS: 'upstream time',
  connectS: 'connect time',
  headerS: 'header time',
  attempts: 'attempts',
  upstreamAsked: 'application asked',
  upstreamAddr: 'upstream',
  cacheStatus: 'cache status',
  contentType: 'content type',
  cpuS: 'CPU time',
  appS: "application's own time",
  waitS: 'waiting time',
  extra: 'kept as text',
};
const SECONDS = new Set<keyof RequestFields>(['requestS', 'upstreamS', 'connectS', 'headerS', 'cpuS', 'appS', 'waitS']);

/** "name value" of everything that is told of a request, safe to print. */
export function requestFacts(request: Partial<RequestFields>): [name: string, value: string][] {
  return (Object.entries(NAMES) as [keyof RequestFields, string][]).flatMap(([field, name]) => {
    const value = request[field] ?? null;
    return value === null ? [] : [[name, shown(field, value)] as [string, string]];
  });
}

/** The same, one a line and indented. */
export function requestLines(request: Partial<RequestFields>): string[] {
  return requestFacts(request).map(([name, value]) => `  ${name.padEnd(22)} ${value}`);
}

function shown(field: keyof RequestFields, value: string | number | boolean): string {
  if (field === 'endedAtUs') return timeText(Number(value));
  if (SECONDS.has(field)) return `${value} s`;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return cleanText(String(value), 200);
}

function timeText(us: number): string {
  const date = new Date(us / 1e3);
  if (Number.isNaN(date.getTime())) return String(us);
  return date.toISOString().replace(/\.000Z$/, 'Z');
}
