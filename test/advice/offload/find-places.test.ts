import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPlaces } from '../../../src/advice/offload/find-places.js';
import { covers, placeName } from '../../../src/advice/offload/place.js';
import { splitPath } from '../../../src/advice/offload/request-path.js';

const fileOf = (path: string) => ({ path, extension: splitPath(path).extension });
const answeredOf = (path: string) => ({ ...splitPath(path), example: `GET ${path}` });
const namesOf = (files: readonly string[], answered: readonly string[] = []): string[] =>
  findPlaces(files.map(fileOf), answered.map(answeredOf)).places.map(({ place }) => placeName(place));

describe('the fewest locations', () => {
  it.each<[string, string[], string[], string[]]>([
    ['a folder', ['/a/x.css', '/a/b/y.js'], ['/'], ['/a/*']],
    [
      'folders before a pattern for the whole site',
      ['/a/x.css', '/b/y.css', '/c/z.css'],
      ['/d'],
      ['/a/*', '/b/*', '/c/*'],
    ],
    ['the deepest folder that is free', ['/a/b/x.css', '/a/b/c/y.css'], ['/a/z'], ['/a/b/*']],
    [
      'a pattern where folders would be many',
      ['/u/1/x.jpg', '/u/2/x.jpg', '/u/3/x.jpg', '/u/4/x.jpg'],
      ['/u/new'],
      ['/u/**/*.jpg'],
    ],
    ['names at the root, in one location', ['/favicon.ico', '/robots.txt'], ['/'], ['/{favicon.ico,robots.txt}']],
    ['names of several folders in one', ['/favicon.ico', '/m/a.png'], ['/', '/m/x'], ['/{favicon.ico,m/a.png}']],
  ])('%s', (_, files, answered, places) => {
    expect(namesOf(files, answered)).toEqual(places);
  });

  it('tells what is in the way of a folder', () => {
    const { shared } = findPlaces([fileOf('/m/a.png')], [answeredOf('/m/up/load')]);
    expect(shared).toEqual([{ folder: '/m/', example: 'GET /m/up/load' }]);
  });

  it('cover every file, nothing that a program answers, and no file twice', () => {
    const part = fc.constantFrom('a', 'b', 'c', 'img', 'x y', 'é');
    const name = fc.constantFrom('x.css', 'y.css', 'z.js', 'w.PNG', 'w.png', 'noext', 'a.tar.gz');
    const path = fc
      .tuple(fc.array(part, { maxLength: 4 }), name)
      .map(([folders, last]) => `/${[...folders, last].join('/')}`);
    fc.assert(
      fc.property(
        fc.uniqueArray(path, { maxLength: 40 }),
        fc.uniqueArray(path, { maxLength: 15 }),
        (paths, programs) => {
          const files = paths.filter((one) => !programs.includes(one));
          const { places } = findPlaces(files.map(fileOf), programs.map(answeredOf));
          for (const { place } of places) {
            expect(programs.filter((one) => covers(place, one))).toEqual([]);
          }
          for (const one of files) expect(places.some(({ place }) => covers(place, one))).toBe(true);
          expect(places.flatMap(({ files: some }) => some.map((file) => file.path)).sort()).toEqual([...files].sort());
          expect(places.length).toBeLessThanOrEqual(Math.max(1, files.length));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('stand paths of any depth and number', () => {
    const deep = `/${'d/'.repeat(20_000)}x.css`;
    const many = Array.from({ length: 5000 }, (_, i) => `/n/${i}.css`);
    const { places } = findPlaces([deep, ...many].map(fileOf), [answeredOf('/d/y'), answeredOf('/n/z.css')]);
    expect(places.every(({ place }) => !covers(place, '/n/z.css') && !covers(place, '/d/y'))).toBe(true);
    expect(places.flatMap(({ files }) => files)).toHaveLength(5001);
  });
});
