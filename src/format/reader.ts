import type { RequestFields } from '../record/request-fields.js';
import type { FieldMeaning } from './format.js';
import { isNginxVariable } from './unstored.js';
import { knownVariable, type Role, type Variable } from './variables.js';

/** How one field of a line is read: through its variable, as text (null variable), or not at all. */
export interface FieldReader {
  variable: Variable | null;
  meaning: FieldMeaning;
}

/** The reader of each named variable: of several that tell the same, the best is read and the others passed over. */
export function chooseReaders(names: readonly string[]): FieldReader[] {
  const best = new Map<Role, string>();
  for (const name of names) {
    const variable = knownVariable(name);
    for (const role of variable?.roles ?? []) {
      const had = best.get(role);
      if (had === undefined || knownVariable(had)!.rank < variable!.rank) best.set(role, name);
    }
  }
  const taken = new Set<string>();
  return names.map((name) => {
    const variable = knownVariable(name);
    const wins = variable?.roles.some((role) => best.get(role) === name) === true && !taken.has(name);
    taken.add(name);
    if (variable) return { variable, meaning: { name, use: wins ? 'column' : 'passed over' } };
    return { variable: null, meaning: { name, use: isNginxVariable(name) ? 'passed over' : 'text' } };
  });
}

/** Whether a value stands for "none": nginx writes "-", and the empty text under escape=json and escape=none. */
export function isMissing(value: string): boolean {
  return value === '' || value === '-';
}

/**
 * Whether only the cache status can tell who answered: the format has it but no upstream variable.
 * Without this, a log that has neither would be taken for "nginx answered".
 */
export function cacheAloneTells(readers: readonly FieldReader[]): boolean {
  const roles = new Set(readers.flatMap(({ variable }) => variable?.roles ?? []));
  return (
    roles.has('cacheStatus') &&
    !(['upstreamTime', 'upstreamAddr', 'upstreamStatus', 'connectTime', 'headerTime'] as const).some((r) =>
      roles.has(r),
    )
  );
}

const FROM_CACHE = new Set(['HIT', 'STALE', 'UPDATING']);

/** Whether an upstream was asked, as far as the cache status alone tells; "-" is nginx or an uncached upstream: unknown. */
export function askedByCacheStatus(into: RequestFields): void {
  if (into.cacheStatus !== null) into.upstreamAsked = !FROM_CACHE.has(into.cacheStatus);
}

/** Seconds between two end times that the format can tell apart; null: it has no time. */
export function timeResolution(readers: readonly FieldReader[]): number | null {
  const time = readers.find(({ variable, meaning }) => meaning.use === 'column' && variable?.roles[0] === 'time');
  if (!time) return null;
  return time.meaning.name === 'msec' ? 0.001 : 1;
}
