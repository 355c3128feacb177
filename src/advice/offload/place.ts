import { folderOf } from './request-path.js';

/** Where files lie, as one location can name them. Paths are as nginx compares them: decoded. */
export type StaticPlace =
  /** Everything below a folder: "/assets/". */
  | { kind: 'folder'; folder: string }
  /** Files with one of these extensions (lower case): in a folder alone, or below it as well. */
  | { kind: 'extensions'; folder: string; deep: boolean; extensions: readonly string[] }
  /** These files and no others. */
  | { kind: 'names'; paths: readonly string[] };

/** How people write the place: "/assets/*", "/img/*.{png,svg}", "/favicon.ico". */
export function placeName(place: StaticPlace): string {
  switch (place.kind) {
    case 'folder':
      return `${place.folder}*`;
    case 'extensions':
      return `${place.folder}${place.deep ? '**/' : ''}*.${oneOf(place.extensions)}`;
    case 'names':
      return place.paths.length === 1 ? place.paths[0]! : namesIn(place.paths);
  }
}

/** Whether a path lies in the place. */
export function covers(place: StaticPlace, path: string): boolean {
  switch (place.kind) {
    case 'folder':
      return path.startsWith(place.folder);
    case 'extensions': {
      if (!path.startsWith(place.folder)) return false;
      const name = path.slice(place.folder.length);
      const extension = /\.([^./]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
      return place.extensions.includes(extension) && (place.deep || !name.includes('/'));
    }
    case 'names':
      return place.paths.includes(path);
  }
}

function namesIn(paths: readonly string[]): string {
  const folder = paths.map(folderOf).reduce(commonFolder);
  const names = paths.map((path) => path.slice(folder.length));
  return names.length <= 4 ? `${folder}${oneOf(names)}` : `${folder}{${names[0]} and ${names.length - 1} more}`;
}

/** The deepest folder that holds both. */
function commonFolder(a: string, b: string): string {
  let common = 0;
  while (common < a.length && a[common] === b[common]) common++;
  return a.slice(0, a.lastIndexOf('/', common - 1) + 1);
}

function oneOf(words: readonly string[]): string {
  return words.length === 1 ? words[0]! : `{${words.join(',')}}`;
}
