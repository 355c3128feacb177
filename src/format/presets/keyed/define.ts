import type { UnitTens } from '../../durations.js';
import { jsonNotation } from '../../json.js';
import { compileKeyed, type KeyReader, type Members, type Notation, type SettleKeys } from '../../keyed.js';
import { logfmtNotation } from '../../logfmt.js';
import { chooseReaders } from '../../reader.js';
import type { Preset } from '../preset.js';

const TENS = { s: 0, ms: 3, us: 6, ns: 9 } as const satisfies Record<string, UnitTens>;
type Unit = keyof typeof TENS;

/** What the value of a key means: that of an nginx variable, and for a time its unit. */
type KeyMeaning =
  | string
  | {
      variable: string;
      /** Of a number; a value that tells its unit ("12ms") is read by that. */
      unit?: Unit;
      /** A value that stands for "none". */
      none?: string;
      /** Of a time: that at which the request began. */
      isStart?: boolean;
    };

/**
 * The meaning of each key, nested ones as "outer.inner"; of several with one meaning the first that a line has is read.
 * Keys that are not listed are passed over.
 */
type KeyMeanings = Readonly<Record<string, KeyMeaning | readonly KeyMeaning[]>>;

/** A format of one writer whose fields have keys. */
interface KeyedSpec extends Omit<Preset, 'logFormat' | 'compile'> {
  notation: 'json' | 'logfmt';
  /** Keys that together tell its lines from those of others; of alternatives, parted by "|", one is enough. */
  signature: readonly string[];
  /** A function where the lines have to tell the writer's own choice of units. */
  keys: KeyMeanings | ((sample: readonly Members[]) => KeyMeanings);
}

export interface KeyedPreset extends Preset {
  notation: KeyedSpec['notation'];
  keyCount: number;
  /** Whether a line, split without regard to keys, has those of the signature. */
  signs(members: Members): boolean;
}

export function keyedPreset(spec: KeyedSpec): KeyedPreset {
  const { notation, signature, keys, ...about } = spec;
  const alternatives = signature.map((key) => key.split('|'));
  return {
    ...about,
    logFormat: null,
    notation,
    keyCount: signature.length,
    signs: (members) => alternatives.every((names) => names.some((name) => members.has(name))),
    compile(sample) {
      const all = notationOf(notation, null);
      const meanings = typeof keys === 'function' ? keys(splitAll(all, sample)) : keys;
      const lines = notationOf(notation, new Set(Object.keys(meanings)));
      // Programs log other lines too, which have fewer of the keys.
      const split = splitAll(lines, sample).toSorted((a, b) => b.size - a.size);
      return compileKeyed(about.name, lines, split, settleByTable(meanings));
    },
  };
}

function notationOf(notation: KeyedSpec['notation'], keys: ReadonlySet<string> | null): Notation {
  return notation === 'json' ? jsonNotation(keys) : logfmtNotation(keys);
}

function splitAll({ split }: Notation, sample: readonly string[]): Members[] {
  return sample.map(split).filter((members) => members !== null);
}

function settleByTable(meanings: KeyMeanings): SettleKeys {
  const table = Object.entries(meanings).flatMap(([key, meaning]) =>
    [meaning]
      .flat()
      .map((one) => ({ key, ...(typeof one === 'string' ? { variable: one } : (one as Exclude<KeyMeaning, string>)) })),
  );
  return (members) => {
    const present = table.filter(({ key }) => members.has(key));
    const chosen = chooseReaders(present.map(({ variable }) => variable));
    const readers = present.map(
      ({ key, variable: name, unit = 's', none = null }, i): KeyReader => ({
        key,
        variable: chosen[i]!.variable,
        name,
        use: chosen[i]!.meaning.use,
        unit: TENS[unit],
        none,
        shown: key,
      }),
    );
    const fromStart = present.some(({ isStart }, i) => isStart === true && readers[i]!.use === 'column');
    return { readers, cacheTells: false, fromStart };
  };
}
