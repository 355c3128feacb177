import type { AgentDescription } from '../record/agent.js';
import { CONTENTS, type Content, SERVERS } from '../record/vocabulary.js';
import { Column, type ColumnData } from '../store/column.js';
import { HIT_COLUMNS, type HitColumn } from './columns.js';

/** What distinct texts mean; each is asked once. */
export interface DescribeTexts {
  template(path: string): string;
  contentOfPath(path: string): Content;
  contentOfType(contentType: string): Content | null;
  agent(agent: string): AgentDescription;
  isDynamicMethod(method: string): boolean;
  isCacheAnswer(cacheStatus: string): boolean;
}

/** Requests without a path have templates of their own, whose routes have the same ids. */
export const MALFORMED_TEMPLATE = -1;
export const NO_PATH_TEMPLATE = 0;

const STATIC = CONTENTS.indexOf('static');
const DYNAMIC = CONTENTS.indexOf('dynamic');
const NGINX = SERVERS.indexOf('nginx');
const CACHE = SERVERS.indexOf('cache');
const APP = SERVERS.indexOf('app');
const UNKNOWN = SERVERS.indexOf('unknown');

/** Numbers by id, for ids that come in order; 0 where none was set. */
export class IdNumbers {
  #values = new Int32Array(1024);
  #base = 0;

  /** Forgets what stands below `base`, for good. */
  from(base: number): void {
    if (base === this.#base) return;
    this.#base = base;
    this.#values = new Int32Array(1024);
  }

  set(id: number, value: number): void {
    const at = id - this.#base;
    if (at >= this.#values.length) {
      const larger = new Int32Array(Math.max(at + 1, this.#values.length * 2));
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[at] = value;
  }

  get(id: number): number {
    // A typed array read outside of its bounds is many times slower.
    const at = id - this.#base;
    return at >= 0 && at < this.#values.length ? this.#values[at]! : 0;
  }
}

/** What paths mean: a template's id, and whether a static file is asked for, in one number. */
export class PathMeanings {
  readonly #numbers = new IdNumbers();

  from(base: number): void {
    this.#numbers.from(base);
  }

  set(id: number, templateId: number, isStatic: boolean): void {
    this.#numbers.set(id, (templateId << 1) | Number(isStatic));
  }

  /** `id` means what `otherId` of `other` does. */
  copy(other: PathMeanings, otherId: number, id: number): void {
    this.#numbers.set(id, other.#numbers.get(otherId));
  }

  templateId(id: number): number {
    return this.#numbers.get(id) >>> 1;
  }

  isStatic(id: number): boolean {
    return (this.#numbers.get(id) & 1) === 1;
  }
}

/** What the texts seen so far mean for the requests that carry their ids. */
export class Meanings {
  readonly dynamicMethods = new IdNumbers();
  readonly cacheAnswers = new IdNumbers();
  /** A content's code + 1. */
  readonly typeContents = new IdNumbers();
  readonly paths = new PathMeanings();
  readonly shapes = new PathMeanings();
  readonly bots = new IdNumbers();
}

/** Works out the settled columns of a batch's rows. */
export class Settler {
  /** The columns of `hits` behind those that are read. */
  readonly columns: readonly Column[];
  readonly #template = new Column('id');
  readonly #content = new Column('code');
  readonly #server = new Column('code');
  readonly #bot = new Column('boolean');

  constructor(private readonly meanings: Meanings) {
    this.columns = [this.#template, this.#content, this.#server, this.#bot];
  }

  /** @param columns of HIT_COLUMNS, in its order */
  settle(columns: readonly ColumnData[], rows: number): void {
    const m = this.meanings;
    const ids = (name: HitColumn): Int32Array => idsOf(columns[INDEX[name]]!, rows);
    const [method, malformed, path, type] = [
      ids('method_id'),
      ids('malformed_id'),
      ids('path_id'),
      ids('content_type_id'),
    ];
    const [cacheStatus, agent] = [ids('cache_status_id'), ids('agent_id')];
    const asked = columns[INDEX.upstream_asked]!;
    const askedValues = new Uint8Array(asked.data, asked.byteOffset, rows);
    for (let row = 0; row < rows; row++) {
      const pathId = path[row]!;
      this.#template.setId(
        row,
        pathId > 0 ? m.paths.templateId(pathId) : malformed[row]! > 0 ? MALFORMED_TEMPLATE : NO_PATH_TEMPLATE,
      );
      const ofType = m.typeContents.get(type[row]!);
      this.#content.setCode(
        row,
        m.dynamicMethods.get(method[row]!) > 0
          ? DYNAMIC
          : ofType > 0
            ? ofType - 1
            : m.paths.isStatic(pathId)
              ? STATIC
              : DYNAMIC,
      );
      const isKnown = (asked.validity[row >> 5]! & (1 << (row & 31))) !== 0;
      this.#server.setCode(
        row,
        !isKnown ? UNKNOWN : askedValues[row] === 1 ? APP : m.cacheAnswers.get(cacheStatus[row]!) > 0 ? CACHE : NGINX,
      );
      this.#bot.setNumber(row, m.bots.get(agent[row]!));
    }
  }
}

const INDEX = Object.fromEntries(Object.keys(HIT_COLUMNS).map((name, i) => [name, i])) as Record<HitColumn, number>;

export function idsOf({ data, byteOffset }: ColumnData, rows: number): Int32Array {
  return new Int32Array(data, byteOffset, rows);
}
