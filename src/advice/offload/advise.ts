import { routeName } from '../../report/route-name.js';
import type { Recommendation, Totals } from '../../report/types.js';
import { briefLocation } from '../config/nginx-static.js';
import { code, inCount, inPercent, inSeconds, savingOf, sum } from '../saving.js';
import type { HostLeaks, Leak, UnplacedReason } from './leaks.js';
import { placeName, type StaticPlace } from './place.js';

/** Static content that the application serves: nginx does it for a twelfth to a twenty-third of the CPU. */
export function adviseOffload(hosts: readonly HostLeaks[], totals: Totals): Recommendation[] {
  return hosts.flatMap(({ host, places, shared, unplaced }) => [
    ...places.map(({ place, files }) => placed(host, place, files, shared, totals)),
    ...unplaced.map(({ reason, files }) => unplacedFiles(host, reason, files, totals)),
  ]);
}

function placed(
  host: string | null,
  place: StaticPlace,
  files: readonly Leak[],
  shared: HostLeaks['shared'],
  totals: Totals,
): Recommendation {
  const block = briefLocation(place);
  const inTheWay = shared.filter(
    ({ folder }) => place.kind !== 'folder' && files.some((f) => f.path.startsWith(folder)),
  );
  const told = inTheWay.map(
    ({ folder, example }) => ` ${folder} as a whole is not named, since ${example} is a program's.`,
  );
  return {
    ...offload(host, placeName(place), files, totals, told.join('')),
    how:
      block === null
        ? 'Let nginx serve these files from disk, with a location of their own. None is generated: their names hold characters that no configuration should.'
        : `Let nginx serve them from disk: a file costs it 12 to 23 times less CPU than gunicorn and Flask, and the workers are free for other requests. Check that the files are there and that none needs a login. logsplit advise nginx writes the whole configuration.\n\n${code(block)}`,
  };
}

const WHY_UNPLACED: Record<UnplacedReason, string> = {
  answered: 'A program answered the same paths at other times, so that no location can tell them apart.',
  generated: 'Their size changes with the query: a program makes them, and only a cache can take them over.',
  unreadable: 'nginx itself refuses these paths, or they hold control characters.',
};

function unplacedFiles(
  host: string | null,
  reason: UnplacedReason,
  files: readonly Leak[],
  totals: Totals,
): Recommendation {
  const paths = [...new Set(files.map(({ path }) => path))];
  const target = paths.length === 1 ? paths[0]! : `${inCount(paths.length, 'path')} (${reason})`;
  return {
    ...offload(host, target, files, totals, ` ${WHY_UNPLACED[reason]}`),
    confidence: 'low',
    how:
      reason === 'generated'
        ? 'Give them a Cache-Control header with a long life, and put a cache or a CDN in front that has the query in its key.'
        : 'Give the files names of their own, such as a folder that no program answers, and let nginx serve that.',
  };
}

function offload(
  host: string | null,
  name: string,
  files: readonly Leak[],
  totals: Totals,
  told: string,
): Omit<Recommendation, 'how'> {
  const target = `${host ?? ''}${name}`;
  const requests = files.reduce((n, file) => n + file.requests, 0);
  const bytes = files.reduce((n, file) => n + file.bytes, 0);
  const seconds = sum(files.map((file) => file.appSeconds));
  const sure = sum(files.map((file) => file.goodSeconds));
  const share = seconds !== null && totals.appSeconds ? ` (${inPercent(seconds / totals.appSeconds)} of its time)` : '';
  return {
    id: `offload:${target}`,
    action: 'offload',
    target,
    routes: [...new Set(byCost(files).map(routeName))],
    saving: savingOf(totals, requests, bytes, { expected: seconds, low: sure, high: seconds }),
    confidence: seconds === null ? 'medium' : 'high',
    why: `${inCount(requests, 'request')} for static files went through the application${
      seconds === null ? '' : `, which spent ${inSeconds(seconds)} on them${share}`
    }.${told}`,
  };
}

function byCost(files: readonly Leak[]): Leak[] {
  return [...files].sort((a, b) => (b.appSeconds ?? 0) - (a.appSeconds ?? 0) || b.requests - a.requests);
}
