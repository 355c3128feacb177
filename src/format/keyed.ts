import type { RequestFields } from '../record/request-fields.js';
import { plainKey } from './aliases.js';
import type { FieldMeaning, Format, LineParser } from './format.js';
import {
  askedByCacheStatus,
  cacheAloneTells,
  chooseReaders,
  type FieldReader,
  isMissing,
  timeResolution,
} from './reader.js';
import { settleMeanings } from './settle.js';

/** Splits a line into keys and values; null: the line is not of that notation. */
export type SplitLine = (line: string) => Map<string, string> | null;

interface KeyReader extends FieldReader {
  scale: number;
  /** The key as reasons name it: they are counted, and a log can spell one key in any number of ways. */
  shown: string;
}

/**
 * A format whose fields are found by their keys. Which key means what is settled once per set of keys that occurs,
 * since a name can depend on its neighbours: "response_time" is the upstream's beside "request_time", else the request's.
 * @param sample lines as split, to decide from
 * @param whyNot what a line that does not split is counted as
 */
export function compileKeyed(
  name: string,
  split: SplitLine,
  sample: readonly Map<string, string>[],
  whyNot: string,
): Format {
  const layouts = new Map<string, Layout>();
  const sampled = valuesByKey(sample);
  const layoutFor = (fields: Map<string, string>): Layout => {
    // With lengths, for a hostile key can hold any separator.
    let id = '';
    for (const key of fields.keys()) id += `${key.length}:${key}`;
    let layout = layouts.get(id);
    if (layout === undefined) {
      layout = new Layout(fields, sampled);
      // Hostile lines can carry any number of key sets; each costs only time.
      if (layouts.size < 256) layouts.set(id, layout);
    }
    return layout;
  };
  const typical = sample[0] ? layoutFor(sample[0]) : null;

  const parse: LineParser = (line, into) => {
    const fields = split(line);
    return fields === null ? whyNot : layoutFor(fields).read(fields, into);
  };
  return {
    name,
    logFormat: null,
    linesPerRecord: 1,
    timeResolutionS: typical && finestTime(typical, sample),
    fields: typical?.meanings ?? [],
    layout: null,
    parse,
  };
}

class Layout {
  readonly #readers = new Map<string, KeyReader>();
  readonly #cacheTells: boolean;
  readonly #hasRequest: boolean;

  constructor(fields: Map<string, string>, sampled: ReadonlyMap<string, string[]>) {
    const keys = [...fields.keys()];
    // A key that the sample does not have is judged by the line that has it.
    const meanings = settleMeanings([...fields].map(([key, own]) => ({ key, values: sampled.get(key) ?? [own] })));
    const readers = chooseReaders(keys.map((key, i) => meanings[i]?.variable ?? key));
    keys.forEach((key, i) => {
      const { variable, meaning } = readers[i]!;
      this.#readers.set(key, {
        variable,
        scale: meanings[i]?.scale ?? 1,
        meaning: { ...meaning, name: key },
        shown: sampled.has(key) ? key : plainKey(key),
      });
    });
    this.#cacheTells = cacheAloneTells(readers);
    this.#hasRequest = readers.some(({ variable }) =>
      variable?.roles.some((role) => role === 'path' || role === 'status'),
    );
  }

  get readers(): FieldReader[] {
    return [...this.#readers.values()];
  }

  get meanings(): FieldMeaning[] {
    return this.readers.map(({ meaning }) => meaning);
  }

  read(fields: Map<string, string>, into: RequestFields): string | null {
    if (!this.#hasRequest) return 'has no key for a path or a status';
    let extra: Record<string, string> | null = null;
    for (const [key, value] of fields) {
      const { variable, meaning, scale, shown } = this.#readers.get(key)!;
      if (meaning.use === 'passed over') continue;
      if (variable === null) {
        if (isMissing(value)) continue;
        extra ??= {};
        extra[key] = value;
      } else if (isMissing(value)) variable.missing?.(into);
      else if (variable.read(scale === 1 ? value : scaled(value, scale), into, value) === false)
        return `bad value of ${shown}`;
    }
    if (extra !== null) into.extra = JSON.stringify(extra);
    if (this.#cacheTells) askedByCacheStatus(into);
    return null;
  }
}

// Each number of a list such as "12, 5" is scaled.
function scaled(value: string, scale: number): string {
  return value.replace(/\d+(?:\.\d+)?(?:[eE]-\d{1,2})?/g, (number) => String(Number((+number * scale).toFixed(9))));
}

function valuesByKey(sample: readonly Map<string, string>[]): Map<string, string[]> {
  const columns = new Map<string, string[]>();
  for (const [key, value] of sample.flatMap((line) => [...line])) {
    const column = columns.get(key);
    if (column === undefined) columns.set(key, [value]);
    else column.push(value);
  }
  return columns;
}

function finestTime(typical: Layout, sample: readonly Map<string, string>[]): number | null {
  const key = typical.readers.find(({ variable, meaning }) => meaning.use === 'column' && variable?.roles[0] === 'time')
    ?.meaning.name;
  if (key === undefined) return timeResolution(typical.readers);
  return sample.some((fields) => /[.,]\d{3}|^\d{13,}$/.test(fields.get(key) ?? '')) ? 0.001 : 1;
}
