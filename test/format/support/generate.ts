import fc from 'fast-check';
import type { Escape } from '../../../src/format/unescape.js';
import type { Values } from './print.js';

/** How a variable's values look: whether they may hold blanks outside quotes, and any character inside them. */
interface Kind {
  /** Values that stand without quotes. */
  bare: fc.Arbitrary<string>;
  /** Values that stand in quotes; null: the same. */
  quoted: fc.Arbitrary<string> | null;
  /** Whether a bare value needs brackets, since it holds blanks as any text may. */
  enclosed?: boolean;
}

export interface LoggedFormat {
  format: string;
  escaping: Escape;
  values: Values;
}

const given = (text: string): boolean => text !== '' && text !== '-';
const word = fc.stringMatching(/^[A-Za-z0-9._~+-]{1,12}$/).filter(given);
const anyText = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }).filter(given);
const digits = fc.nat({ max: 2 ** 40 }).map(String);
const seconds = fc.nat({ max: 10_000_000 }).map((ms) => (ms / 1000).toFixed(3));
const port = fc.integer({ min: 1, max: 65535 });
const server = fc.tuple(fc.ipV4(), port).map(([ip, number]) => `${ip}:${number}`);

const listOf = (one: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(one, fc.constantFrom(', ', ' : ')), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.map(([value, separator], i) => (i === 0 ? value : separator + value)).join(''))
    .filter(given);

const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PROPFIND', 'VERSION-CONTROL');
const protocol = fc.constantFrom('HTTP/1.0', 'HTTP/1.1', 'HTTP/2.0', 'HTTP/3.0');
const target = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(fc.array(text, { maxLength: 4 }), fc.option(text))
    .map(([parts, query]) => `/${parts.join('/').replaceAll('?', '')}${query === null ? '' : `?${query}`}`);
const requestLine = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(method, target(text), protocol).map((parts) => parts.join(' '));

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (n: number): string => String(n).padStart(2, '0');
const moment = fc.record({
  at: fc.date({ min: new Date('1971-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }),
  zone: fc.constantFrom('+0000', '+0100', '-0330', '+0545', '-1100', '+1400'),
});
const timeLocal = moment.map(
  ({ at, zone }) =>
    `${two(at.getUTCDate())}/${MONTHS[at.getUTCMonth()]}/${at.getUTCFullYear()}:${at.toISOString().slice(11, 19)} ${zone}`,
);
const timeIso = moment.map(({ at, zone }) => `${at.toISOString().slice(0, 19)}${zone.slice(0, 3)}:${zone.slice(3)}`);
const msec = moment.map(({ at }) => (at.getTime() / 1000).toFixed(3));

const fixed = (bare: fc.Arbitrary<string>): Kind => ({ bare, quoted: null });
const text: Kind = { bare: word, quoted: anyText };
const full: Kind = { bare: requestLine(word), quoted: requestLine(anyText), enclosed: true };
const requestTarget: Kind = { bare: target(word), quoted: target(anyText) };

/** One group per thing that a log can tell; of a group one alternative is logged, a set of variables. */
const GROUPS: readonly (readonly Record<string, Kind>[])[] = [
  [{ msec: fixed(msec) }, { time_local: fixed(timeLocal) }, { time_iso8601: fixed(timeIso) }],
  [{ remote_addr: fixed(fc.oneof(fc.ipV4(), fc.ipV6())) }, { http_x_forwarded_for: fixed(fc.ipV4()) }],
  [{ host: fixed(word) }, { http_host: fixed(word) }, { server_name: fixed(word) }],
  [{ remote_user: text }],
  [
    { request: full },
    { request_method: fixed(method), request_uri: requestTarget, server_protocol: fixed(protocol) },
    { request_method: fixed(method), uri: { bare: word.map((w) => `/${w}`), quoted: null }, args: text },
  ],
  [{ status: fixed(fc.integer({ min: 100, max: 599 }).map(String)) }],
  [{ body_bytes_sent: fixed(digits) }, { bytes_sent: fixed(digits) }],
  [{ request_length: fixed(digits) }],
  [{ http_referer: text }],
  [{ http_user_agent: text }],
  [{ sent_http_content_type: { bare: word, quoted: fc.constant('text/html; charset=utf-8') } }],
  [{ request_time: fixed(seconds) }],
  [{ upstream_response_time: fixed(listOf(fc.oneof(seconds, fc.constant('-')))) }],
  [{ upstream_header_time: fixed(listOf(fc.oneof(seconds, fc.constant('-')))) }],
  [{ upstream_addr: fixed(listOf(fc.oneof(server, fc.constant('unix:/run/app.sock')))) }],
  [{ upstream_status: fixed(listOf(fc.constantFrom('200', '502', '-'))) }],
  [{ upstream_cache_status: fixed(fc.constantFrom('HIT', 'MISS', 'STALE', 'EXPIRED', 'BYPASS')) }],
  [{ upstream_http_x_cpu_time: fixed(seconds) }],
  // Without a column: one of nginx's own, one of the user's.
  [{ connection: fixed(digits) }],
  [{ my_own: text }],
];

interface Field {
  variable: string;
  value: string | null;
  written: string;
}

const SEPARATORS = [' ', '  ', ' - ', '\t', ' | '];
const LABELS = ['', 'x=', 'took: ', 'é='];

function fieldOf(variable: string, kind: Kind, escaping: Escape): fc.Arbitrary<Field> {
  const quotes = { before: '"', after: '"', value: (escaping === 'none' ? null : kind.quoted) ?? kind.bare };
  const brackets = { before: '[', after: ']', value: kind.bare };
  const nothing = { before: '', after: '', value: kind.bare };
  const around = fc.constantFrom(quotes, brackets, ...(kind.enclosed ? [] : [nothing]));
  return fc.tuple(around, fc.constantFrom(...LABELS), fc.nat(9)).chain(([{ before, after, value }, label, chance]) => {
    // Nothing at all between two blanks is ambiguous, so a value is left out only where a mark stands for it.
    const mayMiss = before !== '' || escaping === 'default';
    const written = `${label}${before}\${${variable}}${after}`;
    return (mayMiss && chance === 0 ? fc.constant(null) : value).map((v) => ({ variable, value: v, written }));
  });
}

const fields = (escaping: Escape): fc.Arbitrary<Field[]> =>
  fc
    .shuffledSubarray([...GROUPS], { minLength: 2, maxLength: GROUPS.length })
    .chain((groups) => fc.tuple(...groups.map((group) => fc.constantFrom(...group))))
    .chain((chosen) =>
      fc.tuple(
        ...chosen.flatMap((set) => Object.entries(set).map(([variable, kind]) => fieldOf(variable, kind, escaping))),
      ),
    );

const valuesOf = (all: readonly Field[]): Values => Object.fromEntries(all.map((f) => [f.variable, f.value]));

/** A positional log_format with the values of one request. */
export const positionalFormat: fc.Arbitrary<LoggedFormat> = fc
  .constantFrom<Escape>('default', 'json', 'none')
  .chain((escaping) =>
    fields(escaping).chain((all) =>
      fc.array(fc.constantFrom(...SEPARATORS), { minLength: all.length, maxLength: all.length }).map((separators) => ({
        escaping,
        format: all.map((field, i) => (i === 0 ? '' : separators[i]!) + field.written).join(''),
        values: valuesOf(all),
      })),
    ),
  );

const NUMERIC = /^(?:status|body_bytes_sent|bytes_sent|request_length|request_time|msec|connection)$/;

/** A log_format that is a JSON object, numbers with and without quotes, as escape=json writes it. */
export const jsonSkeleton: fc.Arbitrary<LoggedFormat> = fields('json').chain((all) =>
  fc.record({ gap: fc.constantFrom('', ' '), quoteNumbers: fc.boolean() }).map(({ gap, quoteNumbers }) => ({
    escaping: 'json',
    format: `{${all
      .map(({ variable }) => {
        const value = NUMERIC.test(variable) && !quoteNumbers ? `$${variable}` : `"$${variable}"`;
        return `"${variable}":${gap}${value}`;
      })
      .join(`,${gap}`)}}`,
    values: valuesOf(all),
  })),
);
