import fc from 'fast-check';
import type { HostAdvice, SiteAdvice } from '../../../src/advice/config/site.js';
import { findPlaces } from '../../../src/advice/offload/find-places.js';
import type { Leak } from '../../../src/advice/offload/leaks.js';
import { requestPath, splitPath } from '../../../src/advice/offload/request-path.js';

/** What a client sent: files and paths that a program answered, as logged. */
export interface AskedPaths {
  files: string[];
  programs: string[];
}

const leakOf = (path: string): Leak => ({
  path,
  extension: splitPath(path).extension,
  method: 'GET',
  host: null,
  route: path,
  requests: 10,
  bytes: 1000,
  appSeconds: 1,
  goodSeconds: 1,
});

export function readable(paths: readonly string[]): string[] {
  return paths.map(requestPath).filter((path) => path !== null);
}

/** The advice for one host that was asked for these. */
export function adviceFor({ files, programs }: AskedPaths, host: string | null = null): HostAdvice {
  const answered = readable(programs);
  const leaked = readable(files).filter((path) => !answered.includes(path) && !/\p{Cc}/u.test(path));
  const found = findPlaces(
    leaked.map(leakOf),
    answered.map((path) => ({ ...splitPath(path), example: `GET ${path}` })),
  );
  const pages = answered.slice(0, 2).map((path) => ({
    name: `GET ${path}`,
    path,
    pattern: '^$',
    cost: { requests: 1, bytes: 0, appSeconds: null },
  }));
  return { host, leaks: { host, unplaced: [], ...found }, pages, skipped: [] };
}

export const siteOf = (hosts: HostAdvice[]): SiteAdvice => ({ hosts, upstreams: ['127.0.0.1:8000'] });

/** Paths as hostile clients ask for them: with all that means something to somebody, escaped or not. */
const part = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('a', 'b', 'assets', 'x.y') },
  fc.string({ unit: fc.constantFrom(...'a.-_~;{}"\'$\\()[]|*+^@!&=:,<>`é商😀'), minLength: 1, maxLength: 8 }),
  fc.constantFrom(
    '%0a',
    '%22',
    '%5c',
    '%20x',
    '%23',
    '%00',
    '%7b%7d',
    '..',
    '.',
    '$host',
    '$host$uri',
    '{env.HOME}',
    '}',
    'a;b',
    '%e2%80%a8',
    '%ff',
    'é%',
  ),
);
const hostilePath = fc
  .tuple(fc.array(part, { maxLength: 4 }), part, fc.constantFrom('', '.css', '.JS', '.png', '.3f2a1b9c.js'))
  .map(([folders, name, extension]) => `/${[...folders, `${name}${extension}`].join('/')}`)
  .filter((path) => !/[\s"#?]/.test(path.replace(/%[0-9a-f]{2}/g, '')));
export const askedPaths: fc.Arbitrary<AskedPaths> = fc.record({
  files: fc.uniqueArray(hostilePath, { minLength: 1, maxLength: 12 }),
  programs: fc.uniqueArray(hostilePath, { maxLength: 5 }),
});
