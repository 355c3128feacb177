import type { LaidField, Layout } from '../format/format.js';
import { answeredByApp, askedByCacheStatus, endFromStart } from '../format/reader.js';
import type { Role } from '../format/variable.js';
import { EVERY_PART, type RequestPart } from './batch.js';
import type { ByteTargets } from './byte-fields.js';

const WHEN: ReadonlySet<Role> = new Set<Role>(['time', 'date', 'timeOfDay']);
const SPENT: ReadonlySet<Role> = new Set<Role>([
  'requestTime',
  'timeBefore',
  'timeAfter',
  'upstreamTime',
  'connectTime',
  'headerTime',
  'upstreamAddr',
  'upstreamStatus',
]);
const CACHE: ReadonlySet<Role> = new Set<Role>(['cacheStatus']);
/** A target may name the host, where nothing else does. */
const PATH: ReadonlySet<Role> = new Set<Role>(['path']);
/** Columns that the fields of SPENT write to, and those that follow from a cache's status. */
const PARTS_OF_SPENT: readonly RequestPart[] = [
  'requestTime',
  'upstreamTime',
  'connectTime',
  'headerTime',
  'upstreamAddr',
  'upstreamAsked',
];
const PARTS_OF_CACHE: readonly RequestPart[] = ['cacheStatus', 'upstreamAsked'];

/** Whether only the variable itself can say what the value means. */
function isForVariable({ variable, meaning, rule }: LaidField): boolean {
  return variable !== null && meaning.use === 'column' && (variable.isSpecial === true || rule !== null);
}

/**
 * The fields of a line that are read through their texts, by their variables: those that have a say in each other are read
 * all in the same way, as the text lane reads them.
 */
export class LineTexts {
  readonly #roles: ReadonlySet<Role>;

  /** @param movesTime whether the end follows from the beginning only once all is read */
  constructor(
    private readonly layout: Layout,
    private readonly movesTime: boolean,
  ) {
    const { fields, appTells, cacheTells } = layout;
    const concerns = (roles: ReadonlySet<Role>): boolean =>
      fields.some((field) => isForVariable(field) && field.variable!.roles.some((role) => roles.has(role)));
    this.#roles = new Set([
      ...(movesTime || concerns(WHEN) ? WHEN : []),
      ...(movesTime || appTells || concerns(SPENT) ? SPENT : []),
      ...(cacheTells || concerns(CACHE) ? CACHE : []),
      ...(concerns(PATH) ? (['path', 'host'] as const) : []),
    ]);
  }

  /** Whether no field is read so. */
  get isEmpty(): boolean {
    return this.#roles.size === 0 && !this.layout.fields.some(isForVariable);
  }

  has(field: LaidField): boolean {
    const { variable, meaning } = field;
    if (variable === null || meaning.use !== 'column') return false;
    return isForVariable(field) || variable.roles.some((role) => this.#roles.has(role));
  }

  /** What stores a line's texts, once all of its fields are read. */
  storing({ line, batch, dictionaries }: ByteTargets): () => void {
    const { appTells, cacheTells } = this.layout;
    const { movesTime } = this;
    const setParts = batch.partsOf(this.#parts());
    return () => {
      const { fields, row } = line;
      if (cacheTells) askedByCacheStatus(fields);
      if (movesTime) endFromStart(fields);
      if (appTells) answeredByApp(fields);
      for (const set of setParts) set(batch, row, fields, dictionaries);
    };
  }

  #parts(): Set<RequestPart> {
    const parts = new Set<string>(
      this.layout.fields.filter((field) => this.has(field)).flatMap(({ variable }) => variable!.roles),
    );
    const concerns = (roles: ReadonlySet<Role>): boolean => [...roles].some((role) => this.#roles.has(role));
    if (concerns(SPENT)) for (const part of PARTS_OF_SPENT) parts.add(part);
    if (concerns(PATH)) parts.add('host');
    if (concerns(CACHE) && this.layout.cacheTells) for (const part of PARTS_OF_CACHE) parts.add(part);
    return new Set(EVERY_PART.filter((part) => parts.has(part)));
  }
}
