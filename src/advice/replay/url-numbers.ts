import { grown } from './grown.js';

const NONE = -1;

/** Numbers URLs from 0 in the order in which they come. Most files come with one query, or none: then nothing is searched. */
export class UrlNumbers {
  /** By path: the URL that was numbered first. */
  #firstOfPath = new Int32Array(1 << 10).fill(NONE);
  readonly #hosts: number[] = [];
  readonly #queries: number[] = [];
  readonly #others = new Map<string, number>();

  get count(): number {
    return this.#hosts.length;
  }

  of(host: number, path: number, query: number): number {
    if (path >= this.#firstOfPath.length) this.#firstOfPath = grown(this.#firstOfPath, path, NONE);
    const first = this.#firstOfPath[path]!;
    if (first === NONE) {
      this.#firstOfPath[path] = this.count;
      return this.#add(host, query);
    }
    if (this.#hosts[first] === host && this.#queries[first] === query) return first;
    const name = `${host} ${path} ${query}`;
    const known = this.#others.get(name);
    if (known !== undefined) return known;
    this.#others.set(name, this.count);
    return this.#add(host, query);
  }

  #add(host: number, query: number): number {
    this.#queries.push(query);
    return this.#hosts.push(host) - 1;
  }
}
