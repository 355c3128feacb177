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
    if (path >= this.#firstOfPath.length) this.#grow(path);
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

  #grow(path: number): void {
    const larger = new Int32Array(Math.max(this.#firstOfPath.length * 2, path + 1)).fill(NONE);
    larger.set(this.#firstOfPath);
    this.#firstOfPath = larger;
  }
}
