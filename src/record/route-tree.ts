/** A path segment under its parent; the tree of all templates is where siblings meet. */
export class RouteNode {
  /** Of the whole subtree. */
  requests = 0;
  route = '';
  /** A Map takes 200 bytes, and among a million nodes most have one child or none. */
  #only: RouteNode | null = null;
  #many: Map<string, RouteNode> | null = null;
  /** The node that took this one's place when it was merged away. */
  #mergedInto: RouteNode | null = null;

  /** @param name among its siblings */
  constructor(readonly name: string) {}

  get size(): number {
    return this.#many?.size ?? (this.#only === null ? 0 : 1);
  }

  /** As they are now: they may be merged meanwhile. An array, whatever holds them: loops over one kind are fast. */
  children(): RouteNode[] {
    if (this.#many !== null) return [...this.#many.values()];
    return this.#only === null ? [] : [this.#only];
  }

  get(name: string): RouteNode | undefined {
    return this.#many !== null ? this.#many.get(name) : this.#only?.name === name ? this.#only : undefined;
  }

  child(name: string): RouteNode {
    return this.get(name) ?? this.#add(new RouteNode(name));
  }

  /** Children by what `keyOf` makes of their names; null: left out. */
  childrenBy(keyOf: (name: string) => string | null): Map<string, RouteNode[]> {
    const groups = new Map<string, RouteNode[]>();
    for (const child of this.children()) {
      const key = keyOf(child.name);
      if (key === null) continue;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [child]);
      else group.push(child);
    }
    return groups;
  }

  /** Merges a child with all below it into its sibling of that name, which is made where it does not exist. */
  mergeChild(child: RouteNode, into: string): void {
    if (child.name === into) return;
    if (this.#many !== null) this.#many.delete(child.name);
    else this.#only = null;
    this.child(into).#absorb(child);
  }

  /** The node that stands for this one after the merges. */
  settled(): RouteNode {
    let node: RouteNode = this;
    while (node.#mergedInto !== null) node = node.#mergedInto;
    return node;
  }

  #add(node: RouteNode): RouteNode {
    if (this.#many !== null) this.#many.set(node.name, node);
    else if (this.#only === null) this.#only = node;
    else {
      this.#many = new Map([
        [this.#only.name, this.#only],
        [node.name, node],
      ]);
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
      for (const node of source.children()) {
        const known = this.get(node.name);
        if (known === undefined) this.#add(node);
        else known.#absorb(node);
      }
    }
    source.#only = null;
    source.#many = null;
  }
}

/** Of all of them together. */
export function requestsOf(nodes: readonly RouteNode[]): number {
  let requests = 0;
  for (const node of nodes) requests += node.requests;
  return requests;
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
  for (const child of node.children()) {
    child.route = `${node.route}/${child.name}`;
    nameRoutes(child);
  }
}
