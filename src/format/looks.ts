import { isIP } from 'node:net';
import { parseTime } from '../record/time.js';
import type { Lexeme } from './lexemes.js';

/** The values that one field takes over the sampled lines. */
export interface Column {
  kind: Lexeme['kind'];
  label: string;
  values: string[];
}

const REQUEST = /^[A-Z-]{3,20} \S.* HTTP\/\d(?:\.\d)?$/;
const HOST = /^(?=[^:]*[A-Za-z])(?:[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::\d+)?|[A-Za-z-]+:\d+)$/;
const NONE = (value: string): boolean => value === '-' || value === '';

/**
 * Names the variable of every field by its looks and its place, in the order in which nginx formats are written.
 * @param byLabel what a label such as "rt" means, or null
 */
export function roleByLooks(columns: readonly Column[], byLabel: (label: string) => string | null): string[] {
  const names: (string | null)[] = columns.map(({ label }) => (label === '' ? null : byLabel(label.slice(0, -1))));
  const free = (i: number): boolean => names[i] === null && columns[i]!.label === '';
  const taken = (name: string): boolean => names.includes(name);
  const find = (from: number, test: (column: Column) => boolean): number =>
    columns.findIndex((column, i) => i >= from && free(i) && test(column));
  const name = (i: number, variable: string): number => {
    if (i >= 0 && !taken(variable)) names[i] = variable;
    return i;
  };

  const at = name(find(0, timeLike), 'time_local');
  if (at >= 0) names[at] = timeVariable(columns[at]!);
  const request = taken('request') ? names.indexOf('request') : name(find(0, requestLike), 'request');
  const status = taken('status') ? names.indexOf('status') : name(find(Math.max(request, 0), statusLike), 'status');
  const address = name(find(0, addressLike), 'remote_addr');
  name(
    find(0, (c) => c.kind === 'bare' && hostLike(c)),
    'host',
  );
  // The user stands right ahead of the time, behind the client and a dash.
  if (at > 1 && address < at - 1 && free(at - 1) && columns[at - 1]!.kind === 'bare') name(at - 1, 'remote_user');

  const afterStatus = Math.max(status, request) + 1;
  if (status >= 0) name(find(afterStatus, integerLike), 'body_bytes_sent');
  nameQuoted(columns, find, name, afterStatus);
  nameTimes(columns, names, free);
  return names.map(
    (found, i) =>
      found ?? (columns[i]!.label === '' ? `field_${i + 1}` : columns[i]!.label.slice(0, -1).replace(/\W/g, '_')),
  );
}

function nameQuoted(
  columns: readonly Column[],
  find: (from: number, test: (column: Column) => boolean) => number,
  name: (i: number, variable: string) => number,
  from: number,
): void {
  const quoted = (test: (column: Column) => boolean) => (column: Column) => column.kind === 'quoted' && test(column);
  const isNone = (column: Column): boolean => column.values.every(NONE);
  const referrer = find(
    from,
    quoted((c) => referrerLike(c) || isNone(c)),
  );
  const next = columns[referrer + 1];
  // nginx formats write the agent right behind the referrer, whatever agents this log has seen.
  const agent =
    referrer >= 0 && next?.kind === 'quoted' && next.label === '' && !addressLike(next)
      ? referrer + 1
      : find(from, (c) => (c.kind === 'quoted' || c === columns.at(-1)) && agentLike(c));
  name(agent, 'http_user_agent');
  if (referrer >= 0 && (agent > referrer || referrerLike(columns[referrer]!))) name(referrer, 'http_referer');
  name(
    find(
      from,
      quoted((c) => addressLike(c) || isNone(c)),
    ),
    'http_x_forwarded_for',
  );
}

// The request's time comes first, the upstream's is never clearly longer and can be missing.
function nameTimes(columns: readonly Column[], names: (string | null)[], free: (i: number) => boolean): void {
  const times = columns.flatMap((column, i) => (free(i) && secondsLike(column) ? [i] : []));
  const [first, second] = times;
  if (first === undefined || names.includes('request_time')) return;
  if (second === undefined || names.includes('upstream_response_time')) {
    names[first] = columns[first]!.values.some(NONE) ? 'upstream_response_time' : 'request_time';
    return;
  }
  const swapped = within(columns[second]!, columns[first]!) < within(columns[first]!, columns[second]!);
  names[swapped ? second : first] = 'request_time';
  names[swapped ? first : second] = 'upstream_response_time';
}

// The share of lines in which `part` exceeds `whole`.
function within(part: Column, whole: Column): number {
  return part.values.filter((value, i) => Number(value) > Number(whole.values[i]) + 0.0015).length;
}

function most(column: Column, test: (value: string) => boolean, share = 0.8): boolean {
  const given = column.values.filter((value) => !NONE(value));
  return given.length > 0 && given.filter(test).length >= given.length * share;
}

const timeLike = (c: Column): boolean =>
  c.label === '' && most(c, (v) => v.length >= 10 && parseTime(v) !== null && !/^\d+$/.test(v));
const requestLike = (c: Column): boolean => c.kind === 'quoted' && most(c, (v) => REQUEST.test(v), 0.4);
const statusLike = (c: Column): boolean => c.kind === 'bare' && most(c, (v) => /^[1-5]\d\d$/.test(v));
const integerLike = (c: Column): boolean =>
  c.kind === 'bare' && c.values.every((v) => v === '-' || /^\d+$/.test(v)) && most(c, () => true);
const secondsLike = (c: Column): boolean =>
  c.values.every((v) => NONE(v) || /^\d+\.\d+(?:(?:, | : )(?:\d+\.\d+|-))*$/.test(v)) && most(c, () => true);
const addressLike = (c: Column): boolean => most(c, (v) => isIP(v.split(',')[0]!) !== 0);
const hostLike = (c: Column): boolean =>
  most(c, (v) => v === '_' || (HOST.test(v) && isIP(v.replace(/:\d+$/, '')) === 0));
const referrerLike = (c: Column): boolean => most(c, (v) => /^[a-z-]+:\/\/|^\/(?!\d)/i.test(v));
const agentLike = (c: Column): boolean => most(c, (v) => /^[A-Za-z][\w.+-]*\/\d|^Mozilla\/|bot\b/i.test(v), 0.5);

function timeVariable(column: Column): string {
  const sample = column.values.find((value) => !NONE(value)) ?? '';
  if (/^\d+(?:\.\d+)?$/.test(sample)) return 'msec';
  return sample.includes('/') ? 'time_local' : 'time_iso8601';
}
