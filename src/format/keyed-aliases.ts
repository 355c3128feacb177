import { plainKey } from './aliases.js';
import type { Members, SettleKeys } from './keyed.js';
import { cacheAloneTells, chooseReaders, startAloneTells } from './reader.js';
import { settleMeanings } from './settle.js';

/**
 * Keys that mean what their names, their neighbours and the sampled values say: "response_time" is the upstream's beside
 * "request_time", else the request's.
 */
export function settleByAlias(sample: readonly Members[]): SettleKeys {
  const sampled = valuesByKey(sample);
  return (members) => {
    const keys = [...members.keys()];
    // A key that the sample does not have is judged by the line that has it.
    const meanings = settleMeanings([...members].map(([key, own]) => ({ key, values: sampled.get(key) ?? [own] })));
    const names = keys.map((key, i) => meanings[i]?.variable ?? key);
    const readers = chooseReaders(names);
    return {
      readers: readers.map(({ variable, meaning: { use } }, i) => ({
        key: keys[i]!,
        variable,
        name: names[i]!,
        use,
        unit: meanings[i]?.unit ?? 0,
        none: null,
        shown: sampled.has(keys[i]!) ? keys[i]! : plainKey(keys[i]!),
      })),
      cacheTells: cacheAloneTells(readers),
      fromStart: startAloneTells(readers),
    };
  };
}

function valuesByKey(sample: readonly Members[]): Map<string, string[]> {
  const columns = new Map<string, string[]>();
  for (const [key, value] of sample.flatMap((line) => [...line])) {
    const column = columns.get(key);
    if (column === undefined) columns.set(key, [value]);
    else column.push(value);
  }
  return columns;
}
