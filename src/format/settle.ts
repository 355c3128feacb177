import { isIP } from 'node:net';
import { type Meaning, meaningOfKey, plainKey } from './aliases.js';

/** A field with a name, and the values it takes in sampled lines. */
export interface NamedField {
  key: string;
  values: readonly string[];
}

/**
 * What keys mean beside each other and by their values, where the name alone is not enough: "response_time" is the
 * request's where nothing else is, "host" and "ua" can hold addresses.
 * @param elsewhere variables that fields without a name hold
 */
export function settleMeanings(fields: readonly NamedField[], elsewhere: readonly string[] = []): (Meaning | null)[] {
  const plainKeys = fields.map(({ key }) => plainKey(key));
  const fullTarget = plainKeys.includes('requesturi');
  const meanings = fields.map(({ key }) => meaningOfKey(key));
  const counts = new Map(elsewhere.map((variable) => [variable, 1]));
  for (const meaning of meanings) {
    if (meaning) counts.set(meaning.variable, (counts.get(meaning.variable) ?? 0) + 1);
  }
  const count = (variable: string): number => counts.get(variable) ?? 0;
  const variableOf = (plain: string, values: readonly string[], { variable }: Meaning): string => {
    if (plain.startsWith('responsetime') && count('request_time') === 0) return 'request_time';
    if (plain === 'host' && count('remote_addr') === 0 && mostly(values, (v) => isIP(v) !== 0)) return 'remote_addr';
    if (plain === 'ua' && (mostly(values, isServer) || count(variable) > 1)) return 'upstream_addr';
    if (plain === 'uri' && (fullTarget || (count('args') > 0 && holdsNoQuery(values)))) return 'uri';
    return variable === 'time' && mostly(values, isEpoch, 1) ? 'msec' : variable;
  };
  return fields.map(({ values }, i) => {
    const meaning = meanings[i]!;
    return meaning && { ...meaning, variable: variableOf(plainKeys[i]!, values, meaning) };
  });
}

/** Whether a value is an upstream server as nginx names it: an address with its port, or a socket; or a list of them. */
function isServer(value: string): boolean {
  return value.split(/, | : /).every((one) => {
    const port = /^(.+):\d{1,5}$/.exec(one);
    return one.startsWith('unix:') || (port !== null && isIP(port[1]!.replace(/^\[(.*)\]$/, '$1')) !== 0);
  });
}

function mostly(values: readonly string[], test: (value: string) => boolean, share = 0.6): boolean {
  const given = values.filter((value) => value !== '' && value !== '-');
  return given.length > 0 && given.filter(test).length >= given.length * share;
}

function holdsNoQuery(values: readonly string[]): boolean {
  return !values.some((value) => value.includes('?'));
}

function isEpoch(value: string): boolean {
  return /^\d{9,19}(?:\.\d+)?$/.test(value);
}
