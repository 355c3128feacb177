import { isIP } from 'node:net';
import { parseTime } from '../record/time.js';
import type { Lexeme } from './lexemes.js';
import { settleMeanings } from './settle.js';

/** The values that one field takes over the sampled lines. */
export interface Column {
  kind: Lexeme['kind'];
  label: string;
  values: string[];
}

const REQUEST = /^[A-Z-]{3,20} \S.* HTTP\/\d(?:\.\d)?$/;
const HOST = /^(?=[^:]*[A-Za-z])(?:[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::\d+)?|[A-Za-z-]+:\d+)$/;
const SECONDS = /^(?:\d+\.\d{3,9}|-)(?:(?:, | : )(?:\d+\.\d{3,9}|-))*$/;
const NONE = (value: string): boolean => value === '-' || value === '';

/**
 * Names the variable of every field by its looks and its place, in the order in which nginx formats are written.
 * No variable is named twice.
 */
export function roleByLooks(columns: readonly Column[]): string[] {
  const names = namesByLabel(columns);
  const free = (i: number): boolean => names[i] === null && columns[i]!.label === '';
  const taken = (name: string): boolean => names.includes(name);
  const find = (from: number, test: (column: Column) => boolean): number =>
    columns.findIndex((column, i) => i >= from && free(i) && test(column));
  const name = (i: number, variable: string): number => {
    if (i >= 0 && !taken(variable)) names[i] = variable;
    return i;
  };

  const at = find(0, timeLike);
  if (at >= 0) name(at, timeVariable(columns[at]!));
  name(find(0, epochLike), 'msec');
  const request = taken('request') ? names.indexOf('request') : name(find(0, requestLike), 'request');
  const status = taken('status') ? names.indexOf('status') : name(findStatus(find, request), 'status');
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
  return names.map((found, i) => found ?? `field_${i + 1}`);
}

function namesByLabel(columns: readonly Column[]): (string | null)[] {
  const hasAgent = columns.some((column) => column.label === '' && column.kind === 'quoted' && agentLike(column));
  const labelled = columns.filter(({ label }) => label !== '');
  const meanings = settleMeanings(
    labelled.map(({ label, values }) => ({ key: label.slice(0, -1), values })),
    hasAgent ? ['http_user_agent'] : [],
  );
  const taken = new Set<string>();
  return columns.map((column) => {
    if (column.label === '') return null;
    const meaning = meanings[labelled.indexOf(column)]!;
    // A log_format has no notation for milliseconds: such a field stays a text under its label.
    const name = meaning?.unit === 0 ? meaning.variable : column.label.slice(0, -1).replace(/\W/g, '_');
    if (taken.has(name)) return null;
    taken.add(name);
    return name;
  });
}

// It stands behind the request, or right ahead of it.
function findStatus(find: (from: number, test: (column: Column) => boolean) => number, request: number): number {
  const behind = find(Math.max(request, 0), statusLike);
  if (behind >= 0 || request < 1) return behind;
  return find(request - 1, statusLike);
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

// The request's time is never clearly exceeded and never missing, the upstream's not by what it is made of.
function nameTimes(columns: readonly Column[], names: (string | null)[], free: (i: number) => boolean): void {
  const times = columns.flatMap((column, i) => (free(i) && secondsLike(column) ? [i] : []));
  if (names.includes('request_time')) return;
  const gaps = (i: number): number => columns[i]!.values.filter(NONE).length;
  const excess = (i: number): number => times.reduce((n, other) => n + exceeded(columns[i]!, columns[other]!), 0);
  const least = (from: readonly number[], cost: (i: number) => number): number | undefined =>
    from.toSorted((a, b) => cost(a) - cost(b))[0];
  const whole = least(times, (i) => excess(i) + gaps(i));
  if (whole === undefined) return;
  if (times.length === 1 || names.includes('upstream_response_time')) {
    names[whole] = gaps(whole) > 0 && times.length === 1 ? 'upstream_response_time' : 'request_time';
    return;
  }
  names[whole] = 'request_time';
  names[
    least(
      times.filter((i) => i !== whole),
      excess,
    )!
  ] = 'upstream_response_time';
}

// In how many lines `part` exceeds `whole`, by more than the clock's grain.
function exceeded(whole: Column, part: Column): number {
  return part.values.filter((value, i) => Number(value) > Number(whole.values[i]) + 0.0015).length;
}

function most(column: Column, test: (value: string) => boolean, share = 0.8): boolean {
  let given = 0;
  let fits = 0;
  for (const value of column.values) {
    if (NONE(value)) continue;
    given++;
    if (test(value)) fits++;
    // Most columns are none of most things, which a part of the lines tells.
    else if (column.values.length - (given - fits) < column.values.length * share) return false;
  }
  return given > 0 && fits >= given * share;
}

const timeLike = (c: Column): boolean =>
  c.label === '' && most(c, (v) => v.length >= 10 && parseTime(v) !== null && !/^\d+$/.test(v));
const epochLike = (c: Column): boolean => most(c, (v) => /^\d{10}\.\d{3}$/.test(v));
const requestLike = (c: Column): boolean => c.kind === 'quoted' && most(c, (v) => REQUEST.test(v), 0.4);
const statusLike = (c: Column): boolean => c.kind === 'bare' && most(c, (v) => /^[1-5]\d\d$/.test(v));
const integerLike = (c: Column): boolean =>
  c.kind === 'bare' && c.values.every((v) => v === '-' || /^\d+$/.test(v)) && most(c, () => true);
// nginx writes times with three decimals and gzip_ratio, which can stand beside them, with two.
const secondsLike = (c: Column): boolean =>
  c.values.every((v) => NONE(v) || SECONDS.test(v)) && most(c, () => true) && !epochLike(c);
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
