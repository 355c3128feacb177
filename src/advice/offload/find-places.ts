import type { StaticPlace } from './place.js';
import { folderOf } from './request-path.js';

/** A file that the application serves. */
export interface LeakedFile {
  /** As nginx compares it: decoded. */
  path: string;
  extension: string;
}

/** Paths that a program answers: those of one folder and extension. */
export interface AnsweredPaths {
  folder: string;
  extension: string;
  /** "POST /media/upload": one of them. */
  example: string;
}

/** Files that one location serves. */
export interface PlacedFiles<File> {
  place: StaticPlace;
  files: File[];
}

export interface Placing<File> {
  places: PlacedFiles<File>[];
  /** First folders that hold files but cannot be offloaded as a whole, and what stands in the way. */
  shared: { folder: string; example: string }[];
}

/** More names than this in one location are no configuration that a person reads. */
const MOST_NAMES = 50;
/** Up to here files are named rather than their extensions. */
const FEW_NAMES = 10;
/** Characters; escaped they take twice as many, and nginx reads 4,096 bytes a word. */
const MOST_NAMES_LENGTH = 600;
/** Deeper folders count as their ancestor of this depth. */
const DEEPEST = 16;

// What a location costs: a folder's is read at a glance and found by nginx without a pattern; one for the whole site
// also takes files of programs that this log does not show, so that it must save three others.
const FOLDER_COST = 1;
const NAMES_COST = 1;
const EXTENSIONS_COST = 1.5;
const SITE_COST = 4;

/**
 * The fewest locations that cover the files and nothing that a program answers: folders where they are free of
 * programs, extensions where no program uses them, names otherwise. Costs are minimal over all such choices for each
 * folder, from the deepest up.
 */
export function findPlaces<File extends LeakedFile>(
  files: readonly File[],
  answered: readonly AnsweredPaths[],
): Placing<File> {
  const root = new Folder<File>('/');
  for (const file of files) root.at(folderOf(file.path)).own.push(file);
  for (const paths of answered) root.mark(paths);
  const { places } = cheapest(root);
  const shared = [...root.children.values()].flatMap(({ path, answered: found }) =>
    found[0] === undefined ? [] : [{ folder: path, example: found[0].example }],
  );
  return { places: withNamesTogether(places), shared };
}

class Folder<File extends LeakedFile> {
  readonly children = new Map<string, Folder<File>>();
  readonly own: File[] = [];
  /** Of programs, in the folder or below it. */
  readonly answered: AnsweredPaths[] = [];

  constructor(readonly path: string) {}

  at(folder: string): Folder<File> {
    let node: Folder<File> = this;
    for (const name of partsOf(folder)) {
      let child = node.children.get(name);
      if (child === undefined) {
        child = new Folder<File>(`${node.path}${name}/`);
        node.children.set(name, child);
      }
      node = child;
    }
    return node;
  }

  /** Tells every folder on the way that holds files. */
  mark(paths: AnsweredPaths): void {
    let node: Folder<File> | undefined = this;
    node.answered.push(paths);
    for (const name of partsOf(paths.folder)) {
      node = node.children.get(name);
      if (node === undefined) return;
      node.answered.push(paths);
    }
  }

  get all(): File[] {
    return [...this.own, ...[...this.children.values()].flatMap((child) => child.all)];
  }
}

interface Choice<File> {
  cost: number;
  places: PlacedFiles<File>[];
}

function cheapest<File extends LeakedFile>(node: Folder<File>): Choice<File> {
  const isRoot = node.path === '/';
  if (!isRoot && node.answered.length === 0) {
    return { cost: FOLDER_COST, places: [{ place: { kind: 'folder', folder: node.path }, files: node.all }] };
  }
  const apart = together([ownFiles(node), ...[...node.children.values()].map(cheapest)]);
  const below = byExtension(node, node.all, true, isRoot ? SITE_COST : EXTENSIONS_COST);
  return below.cost < apart.cost ? below : apart;
}

/** Files that lie in the folder itself: by name while they are few, since that takes nothing else. */
function ownFiles<File extends LeakedFile>(node: Folder<File>): Choice<File> {
  if (node.own.length === 0) return { cost: 0, places: [] };
  if (node.own.length <= FEW_NAMES) return byName(node.own);
  const areBelow = node.own.some(({ path }) => folderOf(path) !== node.path);
  return byExtension(node, node.own, areBelow, EXTENSIONS_COST);
}

function byExtension<File extends LeakedFile>(
  node: Folder<File>,
  files: readonly File[],
  deep: boolean,
  cost: number,
): Choice<File> {
  const taken = new Set(['', ...node.answered.map(({ extension }) => extension)]);
  const free = files.filter(({ extension }) => !taken.has(extension));
  const rest = files.filter(({ extension }) => taken.has(extension));
  const extensions = [...new Set(free.map(({ extension }) => extension))].sort();
  const place: StaticPlace = { kind: 'extensions', folder: node.path, deep, extensions };
  return together([
    free.length === 0 ? { cost: 0, places: [] } : { cost, places: [{ place, files: free }] },
    byName(rest),
  ]);
}

function byName<File extends LeakedFile>(files: readonly File[]): Choice<File> {
  if (files.length === 0) return { cost: 0, places: [] };
  const place: StaticPlace = { kind: 'names', paths: files.map(({ path }) => path) };
  return { cost: Math.ceil(files.length / MOST_NAMES) * NAMES_COST, places: [{ place, files: [...files] }] };
}

function together<File>(choices: readonly Choice<File>[]): Choice<File> {
  return {
    cost: choices.reduce((sum, { cost }) => sum + cost, 0),
    places: choices.flatMap(({ places }) => places),
  };
}

/** Names of all folders share locations; one path may have been logged in several spellings. */
function withNamesTogether<File extends LeakedFile>(places: readonly PlacedFiles<File>[]): PlacedFiles<File>[] {
  const named = places.filter(({ place }) => place.kind === 'names').flatMap(({ files }) => files);
  const others = places.filter(({ place }) => place.kind !== 'names');
  const byPath = new Map<string, File[]>();
  for (const file of named) byPath.set(file.path, [...(byPath.get(file.path) ?? []), file]);
  const paths = [...byPath.keys()].sort();
  const together: PlacedFiles<File>[] = [];
  for (let from = 0; from < paths.length; ) {
    const some = paths.slice(from, from + fitting(paths, from));
    together.push({ place: { kind: 'names', paths: some }, files: some.flatMap((path) => byPath.get(path)!) });
    from += some.length;
  }
  return [...others, ...together];
}

/** How many paths from there on one location names: at least one. */
function fitting(paths: readonly string[], from: number): number {
  let length = 0;
  let count = 0;
  while (count < MOST_NAMES && from + count < paths.length) {
    length += paths[from + count]!.length;
    if (count > 0 && length > MOST_NAMES_LENGTH) break;
    count++;
  }
  return count;
}

function partsOf(folder: string): string[] {
  return folder.split('/', DEEPEST + 1).filter((part) => part !== '');
}
