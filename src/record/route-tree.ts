export type Member = readonly [name: string, node: RouteNode];

const NONE: readonly Member[] = [];

/** A path segment under its parent; the tree of all templates is where siblings meet. */
export class RouteNode {
  /** Of the whole subtree. */
  requests = 0;
  route = '';
  /** A Map takes 200 bytes, and among a million nodes most have one child or none. */
  #only: Member | null = null;
  #many: Map<string, RouteNode> | null = null;
  /** The node that took this one's place when it was merged away. */
  #mergedInto: RouteNode | null = null;

  get size(): number {
    return this.#many?.size ?? (this.#only === null ? 0 : 1);
  }

  children(): Iterable<Member> {
    return this.#many ?? (this.#only === null ? NONE : [this.#only]);
  }

  get(name: string): RouteNode | undefined {
    return this.#many !== null ? this.#many.get(name) : this.#only?.[0] === name ? this.#only[1] : undefined;
  }

  child(name: string): RouteNode {
    return this.get(name) ?? this.#add(name, new RouteNode());
  }

  /** Merges the child `from` with all below it into its sibling `to`, which is made where it does not exist. */
  mergeChild(from: string, to: string): void {
    const source = this.get(from);
    if (source === undefined || from === to) return;
    if (this.#many !== null) this.#many.delete(from);
    else this.#only = null;
    this.child(to).#absorb(source);
  }

  /** The node that stands for this one after the merges. */
  settled(): RouteNode {
    let node: RouteNode = this;
    while (node.#mergedInto !== null) node = node.#mergedInto;
    return node;
  }

  #add(name: string, node: RouteNode): RouteNode {
    if (this.#many !== null) this.#many.set(name, node);
    else if (this.#only === null) this.#only = [name, node];
    else {
      this.#many = new Map([this.#only, [name, node]]);
      this.#only = null;
    }
    return node;
  }

  #absorb(source: RouteNode): void {
    this.requests += source.requests;
    source.#mergedInto = this;
    if (this.size === 0) {
      this.#only = source.#only;
      this.#many = source.#many;
    } else {
      for (const [name, node] of source.children()) {
        const known = this.get(name);
        if (known === undefined) this.#add(name, node);
        else known.#absorb(node);
      }
    }
    source.#only = null;
    source.#many = null;
  }
}

/** Adds a path that begins with a slash and returns its last node; a trailing slash is a child named ''. */
export function plant(root: RouteNode, path: string, requests: number): RouteNode {
  let node = root;
  for (let start = 1; ; ) {
    const slash = path.indexOf('/', start);
    node = node.child(path.slice(start, slash === -1 ? path.length : slash));
    node.requests += requests;
    if (slash === -1) return node;
    start = slash + 1;
  }
}

/** Writes every node's route, once the merges are done. */
export function nameRoutes(node: RouteNode): void {
  for (const [name, child] of node.children()) {
    child.route = `${node.route}/${name}`;
    nameRoutes(child);
  }
}
