import type { RequestFields } from '../../record/request-fields.js';
import { parseTimeIso } from '../../record/time.js';
import type { ExtendedLayout, FieldMeaning, Layout } from '../format.js';
import { askedByCacheStatus, cacheAloneTells, chooseReaders, type FieldReader, isMissing } from '../reader.js';
import { fitsShape } from '../shapes.js';

/** Who writes an extended log: fields of one name have other units and other escapes. */
export type Dialect = 'cloudfront' | 'iis' | 'other';

const NAMES: Record<string, string> = {
  date: 'date',
  'date-local': 'date',
  'date-utc': 'date',
  time: 'time_of_day',
  'time-local': 'time_of_day',
  'time-utc': 'time_of_day',
  'c-ip': 'remote_addr',
  'x-forwarded-for': 'http_x_forwarded_for',
  'cs(x-forwarded-for)': 'http_x_forwarded_for',
  'cs-username': 'remote_user',
  'c-auth-id': 'remote_user',
  'cs-method': 'request_method',
  'cs-uri': 'request_uri',
  'cs-uri-stem': 'uri',
  'cs-uri-query': 'marked_args',
  'cs-version': 'server_protocol',
  'cs-protocol-version': 'server_protocol',
  'cs-host': 'host',
  'cs(host)': 'http_host',
  'x-host-header': 'host',
  'sc-status': 'status_or_none',
  'sc-bytes': 'bytes_sent',
  bytes: 'bytes_sent',
  'cs-bytes': 'request_length',
  'cs(referer)': 'http_referer',
  'cs(referrer)': 'http_referer',
  'x-edge-result-type': 'cdn_cache_result',
  'sc-content-type': 'content_type_percent',
};
const BY_DIALECT: Record<Dialect, Record<string, string>> = {
  // The host that the viewer asked for, not the distribution's name.
  cloudfront: { 'cs(host)': 'ignored_distribution', 'cs(user-agent)': 'agent_percent', 'time-taken': 'request_time' },
  iis: { 'cs(user-agent)': 'agent_plus', 'time-taken': 'request_time_ms', timetakenms: 'request_time_ms' },
  // The draft says seconds, most servers write milliseconds: which is not guessed.
  other: { 'cs(user-agent)': 'agent_plus', timetakenms: 'request_time_ms' },
};

/** The fields of an extended log between two #Fields directives. */
export class FieldList {
  /** Null where a line's day is that of a directive. */
  readonly extended: ExtendedLayout | null;
  readonly #readers: readonly FieldReader[];
  readonly #cacheTells: boolean;

  constructor(
    readonly names: readonly string[],
    private readonly dialect: Dialect,
  ) {
    const variables = names.map((name) => {
      const plain = name.toLowerCase();
      return BY_DIALECT[dialect][plain] ?? NAMES[plain] ?? `ignored_${plain}`;
    });
    this.#readers = chooseReaders(variables);
    this.#cacheTells = cacheAloneTells(this.#readers);
    const dateField = this.#readers.findIndex(
      ({ variable, meaning }) => meaning.use === 'column' && variable?.roles[0] === 'date',
    );
    this.extended =
      dateField < 0 ? null : { fields: names.length, dateField, layout: (separator) => this.#layout(separator) };
  }

  isOf(names: readonly string[], dialect: Dialect): boolean {
    return dialect === this.dialect && names.join(' ') === this.names.join(' ');
  }

  get meanings(): FieldMeaning[] {
    return this.#readers.map(({ meaning }, i) => ({ ...meaning, written: this.names[i]! }));
  }

  #layout(separator: string): Layout {
    const last = this.names.length - 1;
    return {
      escaping: 'none',
      prefix: '',
      fields: this.#readers.map(({ variable, meaning }, i) => ({
        variable,
        meaning,
        shape: variable?.shape ?? 'text',
        rule: variable?.rule ?? null,
        after: i < last ? separator : '',
      })),
      cacheTells: this.#cacheTells,
      startTells: false,
      appTells: false,
      colours: false,
    };
  }

  /** @param midnightUs of the log's #Date, for lines that have but a time */
  read(values: readonly string[], into: RequestFields, midnightUs: number | null): string | null {
    if (values.length !== this.names.length) return 'has another number of fields than #Fields names';
    let dated = false;
    for (const [i, { variable, meaning }] of this.#readers.entries()) {
      const value = values[i]!;
      if (meaning.use !== 'column' || variable === null) continue;
      if (isMissing(value)) {
        variable.missing?.(into);
        continue;
      }
      if (!fitsShape(variable, value) || variable.read(value, into, value) === false) {
        return `bad value of ${this.names[i]!}`;
      }
      dated ||= variable.roles[0] === 'date';
    }
    if (!dated && into.endedAtUs !== null) {
      into.endedAtUs = midnightUs === null ? null : midnightUs + into.endedAtUs;
    }
    if (this.#cacheTells) askedByCacheStatus(into);
    return null;
  }
}

/** The dialect of a log by its #Software and its fields. */
export function dialectOf(software: string, fields: readonly string[]): Dialect {
  if (fields.includes('x-edge-location')) return 'cloudfront';
  return /Microsoft|IIS/.test(software) || fields.includes('sc-win32-status') || fields.includes('sc-substatus')
    ? 'iis'
    : 'other';
}

/** Midnight of the day that a #Date directive names; null: it names none. */
export function dayOf(directive: string): number | null {
  const day = /(\d{4}-\d\d-\d\d)/.exec(directive)?.[1];
  return day === undefined ? null : parseTimeIso(`${day}T00:00:00`);
}
