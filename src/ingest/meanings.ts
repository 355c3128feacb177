import type { AgentDescription } from '../record/agent.js';
import { CONTENTS, type Content, SERVERS } from '../record/vocabulary.js';
import { BATCH_ROWS, type ColumnData } from '../store/column.js';
import { BATCH_COLUMNS } from './columns.js';
import type { RowBatch } from './row-batch.js';

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
  /** Whether none was ever set. */
  isEmpty = true;

  /** Forgets what stands below `base`, for good. */
  from(base: number): void {
    if (base === this.#base) return;
    this.#base = base;
    this.#values = new Int32Array(1024);
  }

  set(id: number, value: number): void {
    this.isEmpty = false;
    // First, since the array may be another one then.
    const at = this.#placeOf(id);
    this.#values[at] = value;
  }

  /** Adds one to the number. */
  count(id: number): void {
    this.isEmpty = false;
    const at = this.#placeOf(id);
    this.#values[at]!++;
  }

  /** Makes room for it. */
  #placeOf(id: number): number {
    const at = id - this.#base;
    if (at >= this.#values.length) {
      const larger = new Int32Array(Math.max(at + 1, this.#values.length * 2));
      larger.set(this.#values);
      this.#values = larger;
    }
    return at;
  }

  get(id: number): number {
    // A typed array read outside of its bounds is many times slower.
    const at = id - this.#base;
    return at >= 0 && at < this.#values.length ? this.#values[at]! : 0;
  }

  /** Writes the number of each id to `numbers`. */
  look(ids: Int32Array, numbers: Int32Array): void {
    const values = this.#values;
    const base = this.#base;
    for (let i = 0; i < ids.length; i++) {
      const at = ids[i]! - base;
      numbers[i] = at >= 0 && at < values.length ? values[at]! : 0;
    }
  }
}

/** What the texts seen so far mean for the requests that carry their ids. */
export class Meanings {
  readonly dynamicMethods = new IdNumbers();
  readonly cacheAnswers = new IdNumbers();
  /** A content's code + 1. */
  readonly typeContents = new IdNumbers();
  /** As `pathMeaning` writes it. */
  readonly paths = new IdNumbers();
  readonly shapes = new IdNumbers();
  readonly bots = new IdNumbers();
}

/** What a path means in one number: its template, and whether it asks for a static file. */
export function pathMeaning(templateId: number, isStatic: boolean): number {
  return (templateId << 1) | Number(isStatic);
}

/** Works out the settled columns of a batch's rows. */
export class Settler {
  // Of the batch at hand.
  #templates: Int32Array = new Int32Array(0);
  #contents: Uint8Array = new Uint8Array(0);
  #servers: Uint8Array = new Uint8Array(0);
  #hasLeaks = false;
  /** By template, from 1 on. */
  readonly #requests = new IdNumbers();
  /** Of the rows, what one of their texts means each. */
  readonly #path = new Int32Array(BATCH_ROWS);
  readonly #number = new Int32Array(BATCH_ROWS);

  constructor(private readonly meanings: Meanings) {}

  /** Fills the settled columns of the batch. */
  settle({ columns, rows }: RowBatch): void {
    const column = (name: keyof typeof BATCH_COLUMNS): ColumnData => columns[INDEX[name]]!;
    const ids = (name: keyof typeof BATCH_COLUMNS): Int32Array => idsOf(column(name), rows);
    this.#templates = ids('template_id');
    this.#contents = codesOf(column('content'), rows);
    this.#servers = codesOf(column('served_by'), rows);
    this.#settlePaths(ids('path_id'), ids('malformed_id'));
    this.#settleContents(ids('method_id'), ids('content_type_id'));
    this.#settleServers(column('upstream_asked'), ids('cache_status_id'));
    this.meanings.bots.look(ids('agent_id'), this.#number);
    codesOf(column('is_bot'), rows).set(this.#number.subarray(0, rows));
  }

  /** Whether the application has served a static file. */
  get hasLeaks(): boolean {
    return this.#hasLeaks;
  }

  /** How many of the rows so far have the template. */
  requestsOf(templateId: number): number {
    return this.#requests.get(templateId);
  }

  #settlePaths(path: Int32Array, malformed: Int32Array): void {
    const means = this.#path;
    const templates = this.#templates;
    this.meanings.paths.look(path, means);
    for (let row = 0; row < path.length; row++) {
      const template = means[row]! >>> 1;
      templates[row] = path[row]! > 0 ? template : malformed[row]! > 0 ? MALFORMED_TEMPLATE : NO_PATH_TEMPLATE;
      this.#requests.count(template);
    }
  }

  /** What the method says goes ahead of what the response's type says, and that ahead of the path. */
  #settleContents(method: Int32Array, type: Int32Array): void {
    const contents = this.#contents;
    const path = this.#path;
    const number = this.#number;
    const { typeContents, dynamicMethods } = this.meanings;
    // Without branches, which none could foretell.
    for (let row = 0; row < type.length; row++) contents[row] = DYNAMIC ^ (path[row]! & 1 & (STATIC ^ DYNAMIC));
    if (!typeContents.isEmpty) {
      typeContents.look(type, number);
      for (let row = 0; row < type.length; row++) if (number[row]! > 0) contents[row] = number[row]! - 1;
    }
    dynamicMethods.look(method, number);
    for (let row = 0; row < method.length; row++) {
      const mask = -number[row]!;
      contents[row] = (contents[row]! & ~mask) | (DYNAMIC & mask);
    }
  }

  #settleServers({ data, byteOffset, validity }: ColumnData, cacheStatus: Int32Array): void {
    const rows = cacheStatus.length;
    const servers = this.#servers;
    if (validity.every((word) => word === 0)) {
      servers.fill(UNKNOWN, 0, rows);
      return;
    }
    const asked = new Uint8Array(data, byteOffset, rows);
    const isCached = this.#number;
    this.meanings.cacheAnswers.look(cacheStatus, isCached);
    for (let row = 0; row < rows; row++) {
      const isKnown = (validity[row >> 5]! & (1 << (row & 31))) !== 0;
      servers[row] = !isKnown ? UNKNOWN : asked[row] === 1 ? APP : isCached[row]! > 0 ? CACHE : NGINX;
    }
    for (let row = 0; !this.#hasLeaks && row < rows; row++) {
      this.#hasLeaks = servers[row] === APP && this.#contents[row] === STATIC;
    }
  }
}

const INDEX = Object.fromEntries(Object.keys(BATCH_COLUMNS).map((name, i) => [name, i])) as Record<
  keyof typeof BATCH_COLUMNS,
  number
>;

export function idsOf({ data, byteOffset }: ColumnData, rows: number): Int32Array {
  return new Int32Array(data, byteOffset, rows);
}

function codesOf({ data, byteOffset }: ColumnData, rows: number): Uint8Array {
  return new Uint8Array(data, byteOffset, rows);
}
