import type { RequestFields } from '../record/request-fields.js';
import type { FieldMeaning } from './format.js';
import { isUnstoredVariable } from './unstored.js';
import type { Role, Variable } from './variable.js';
import { knownVariable } from './variables.js';

/** How one field of a line is read: through its variable, as text (null variable), or not at all. */
export interface FieldReader {
  variable: Variable | null;
  meaning: FieldMeaning;
}

/**
 * The reader of each named variable: of several that tell the same, the best is read and the others passed over.
 * @param variables of those names
 */
export function chooseReaders(
  names: readonly string[],
  variables: readonly (Variable | null)[] = names.map(knownVariable),
): FieldReader[] {
  const best = new Map<Role, number>();
  variables.forEach((variable, i) => {
    for (const role of variable?.roles ?? []) {
      const had = best.get(role);
      if (had === undefined || variables[had]!.rank < variable!.rank) best.set(role, i);
    }
  });
  return names.map((name, i) => {
    const variable = variables[i]!;
    if (variable === null)
      return { variable, meaning: { name, use: isUnstoredVariable(name) ? 'passed over' : 'text' } };
    return {
      variable,
      meaning: { name, use: variable.roles.some((role) => best.get(role) === i) ? 'column' : 'passed over' },
    };
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

/** Whether a cache status says that an upstream was asked. */
export function cacheAsked(status: string): boolean {
  return !FROM_CACHE.has(status.toUpperCase());
}

/** Whether an upstream was asked, as far as the cache status alone tells; "-" is nginx or an uncached upstream: unknown. */
export function askedByCacheStatus(into: RequestFields): void {
  if (into.cacheStatus !== null) into.upstreamAsked = cacheAsked(into.cacheStatus);
}

/** Makes the end of a request from its beginning, where the request time is known. */
export function endFromStart(into: RequestFields): void {
  if (into.endedAtUs !== null && into.requestS !== null) into.endedAtUs += Math.round(into.requestS * 1e6);
}

/** What the application's own server logs, the application answered: in the request time, where no other is logged. */
export function answeredByApp(into: RequestFields): void {
  into.upstreamAsked = true;
  if (into.requestS === null || into.upstreamS !== null) return;
  into.upstreamS = into.requestS;
  into.attempts = 1;
}

/** Seconds between two end times that the format can tell apart; null: it has no time. */
export function timeResolution(readers: readonly FieldReader[]): number | null {
  return clockOf(readers)?.resolutionS ?? null;
}

/** Whether the time that is read is the request's beginning. */
export function startAloneTells(readers: readonly FieldReader[]): boolean {
  return clockOf(readers)?.isStart === true;
}

function clockOf(readers: readonly FieldReader[]): Variable['clock'] {
  return readers.find(({ variable, meaning }) => meaning.use === 'column' && variable?.clock !== undefined)?.variable
    ?.clock;
}
