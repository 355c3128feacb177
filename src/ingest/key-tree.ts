import type { KeyedFields } from './keyed-fields.js';

/** Lists of keys are a tree, whose size hostile lines do not decide. */
const MAX_NODES = 8192;
const MAX_KEY_BYTES = 256;

/** An object whose members are being read, and those around it. */
interface Frame {
  prefix: string;
  depth: number;
  outer: Frame | null;
}

/** What becomes of the members of a key. */
interface Fate {
  isKept: boolean;
  isEntered: boolean;
}

/** A place in a line, told by all keys ahead of it. */
export class KeyNode {
  readonly edges: KeyEdge[] = [];
  up: KeyNode | null = null;
  /** How a line that ends here is read; undefined: not yet asked, null: not from bytes. */
  fields: KeyedFields | null | undefined;

  /** @param path of the value that led here; null: none did */
  constructor(
    readonly parent: KeyNode | null,
    readonly path: string | null,
    readonly frame: Frame,
    /** How many values stand ahead. */
    readonly values: number,
  ) {}

  /** The keys of the values ahead, in the line's order. */
  keys(): string[] {
    const keys: string[] = [];
    for (let node: KeyNode | null = this; node !== null; node = node.parent)
      if (node.path !== null) keys.push(node.path);
    return keys.reverse();
  }
}

/** A key behind a place. */
export interface KeyEdge extends Fate {
  from: KeyNode | null;
  bytes: Uint8Array;
  path: string;
  /** Behind the value, and inside it where it is an object. */
  behind: KeyNode | null;
  inside: KeyNode | null;
  /** The edge that came next in the line before. */
  next: KeyEdge | null;
}

/** The lists of keys that lines of a log have had. */
export class KeyTree {
  readonly root = new KeyNode(null, null, { prefix: '', depth: 0, outer: null }, 0);
  /** Stands for what is ahead of the first key. */
  readonly start: KeyEdge = {
    from: null,
    bytes: new Uint8Array(),
    path: '',
    behind: null,
    inside: null,
    next: null,
    isKept: false,
    isEntered: false,
  };
  #nodes = 1;

  constructor(private readonly fate: (path: string, depth: number) => Fate) {}

  /** The edge of the key that stands in [start, end). Null: there are too many. */
  edge(node: KeyNode, last: KeyEdge, bytes: Buffer, start: number, end: number): KeyEdge | null {
    let edge = node.edges.find((one) => one.bytes.length === end - start && standsAt(bytes, one.bytes, start)) ?? null;
    if (edge === null) {
      if (this.#nodes >= MAX_NODES || end - start > MAX_KEY_BYTES) return null;
      this.#nodes++;
      const path = node.frame.prefix + bytes.toString('utf8', start, end);
      edge = {
        from: node,
        bytes: Uint8Array.from(bytes.subarray(start, end)),
        path,
        behind: null,
        inside: null,
        next: null,
        ...this.fate(path, node.frame.depth),
      };
      node.edges.push(edge);
    }
    last.next = edge;
    return edge;
  }

  /** The place behind a value that is kept; for one that is passed over, since it is no object, none of it is kept. */
  behind(node: KeyNode, edge: KeyEdge): KeyNode {
    edge.behind ??= edge.isKept
      ? this.#node(node, edge.path, node.frame, node.values + 1)
      : this.#node(node, null, node.frame, node.values);
    return edge.behind;
  }

  inside(node: KeyNode, edge: KeyEdge): KeyNode {
    const { frame, values } = node;
    edge.inside ??= this.#node(node, null, { prefix: `${edge.path}.`, depth: frame.depth + 1, outer: frame }, values);
    return edge.inside;
  }

  /** The place behind the object that the node is in. */
  up(node: KeyNode): KeyNode {
    node.up ??= this.#node(node, null, node.frame.outer!, node.values);
    return node.up;
  }

  #node(parent: KeyNode, path: string | null, frame: Frame, values: number): KeyNode {
    this.#nodes++;
    return new KeyNode(parent, path, frame, values);
  }
}

/** Whether the text stands at that place of the bytes. */
export function standsAt(bytes: Uint8Array, text: Uint8Array, at: number): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text[i]) return false;
  return true;
}
