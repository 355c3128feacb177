import type { Leak } from '../offload/leaks.js';
import { placeName } from '../offload/place.js';
import { sum } from '../saving.js';
import { isHashed } from './nginx-static.js';
import type { HostAdvice, SiteAdvice } from './site.js';

/** One rule for a CDN: the header that the answers of a place want. */
export interface CdnRule {
  host: string | null;
  /** As people write it: "/assets/*". */
  paths: string;
  cacheControl: string;
  /** What must hold. */
  note: string;
  /** What the application answered there, which a CDN would answer but for the first of each file and place. */
  requests: number;
  bytes: number;
  /** Null: the log has no times. */
  appSeconds: number | null;
}

const YEAR = 'public, max-age=31536000, immutable';
const HOUR = 'public, max-age=3600';
const DAY = 'public, max-age=86400';
const MINUTE = 'public, max-age=0, s-maxage=60, stale-while-revalidate=30';

/** The Cache-Control headers that let a CDN answer in place of the application. */
export function cdnRules(site: SiteAdvice): CdnRule[] {
  return site.hosts.flatMap(rulesOf);
}

function rulesOf({ host, leaks, pages }: HostAdvice): CdnRule[] {
  const placed = (leaks?.places ?? []).map(({ place, files }) => {
    const hashed = files.filter(({ path }) => isHashed(path)).length;
    return {
      host,
      paths: placeName(place),
      cacheControl: hashed === files.length ? YEAR : HOUR,
      note:
        hashed === 0 || hashed === files.length
          ? hashed === 0
            ? 'names without a hash: an hour, then asked again'
            : 'names change with their content'
          : 'those with a hash in their name may have a year and immutable',
      ...costOf(files),
    };
  });
  const generated = (leaks?.unplaced ?? [])
    .filter(({ reason }) => reason === 'generated')
    .flatMap(({ files }) => files)
    .map((file) => ({
      host,
      paths: file.path,
      cacheControl: DAY,
      note: 'the query is part of the key',
      ...costOf([file]),
    }));
  const same = pages.map(({ name, path, pattern, cost }) => ({
    host,
    paths: path ?? pattern,
    cacheControl: MINUTE,
    note: `${name}: only where no cookie or login changes the answer`,
    ...cost,
  }));
  return [...placed, ...generated, ...same];
}

function costOf(files: readonly Leak[]): Pick<CdnRule, 'requests' | 'bytes' | 'appSeconds'> {
  return {
    requests: files.reduce((n, { requests }) => n + requests, 0),
    bytes: files.reduce((n, { bytes }) => n + bytes, 0),
    appSeconds: sum(files.map(({ appSeconds }) => appSeconds)),
  };
}
