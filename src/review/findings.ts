import { inCount, inPercent, inSeconds } from '../advice/saving.js';
import { routeName } from '../report/route-name.js';
import { changeSentence, inTime } from './says.js';
import type { Change, Figures, Finding, FindingKind, RouteChange } from './types.js';
import { FINDING_KINDS } from './types.js';

/** A route and what its figures do not tell. */
export interface RoutePair {
  change: RouteChange;
  /** Requests with a status below 400 in the period that has it. */
  succeeded: number;
  /** Whether it was asked for in a further period, though not in the one that it is compared with. */
  isBack: boolean;
}

/** Scanners ask for what is not there: a route is one that answers, and by chance nobody asks twenty times for nothing. */
const FEWEST_ANSWERS = 20;
const KIND_OF: Record<Change['is'], FindingKind> = { worse: 'regression', better: 'improvement', other: 'traffic' };

/** What changed, worst first, then by application seconds. */
export function findingsOf(pairs: readonly RoutePair[]): Finding[] {
  const weight = ({ appSeconds }: Finding): number => Math.abs(appSeconds ?? 0);
  return pairs
    .flatMap((pair) => [...changed(pair.change), ...cameOrWent(pair)])
    .sort((a, b) => FINDING_KINDS.indexOf(a.kind) - FINDING_KINDS.indexOf(b.kind) || weight(b) - weight(a));
}

function changed({ changes, before, after, ...route }: RouteChange): Finding[] {
  if (before === null || after === null) return [];
  return (['worse', 'better', 'other'] as const).flatMap((is): Finding[] => {
    const those = changes.filter((change) => change.is === is);
    if (those.length === 0) return [];
    return [
      {
        kind: KIND_OF[is],
        route: routeName(route),
        changes: those,
        appSeconds: is === 'other' ? moreRequests(before, after) : dearer(before, after),
        says: changeSentence(those),
      },
    ];
  });
}

/** Seconds that the requests of the later period take more than they would have taken before. */
function dearer(before: Figures, after: Figures): number | null {
  if (before.appSeconds === null || after.appSeconds === null || before.requests === 0) return null;
  return after.appSeconds - (before.appSeconds / before.requests) * after.requests;
}

/** Seconds for the requests that came more, at what they took before. */
function moreRequests(before: Figures, after: Figures): number | null {
  if (before.appSeconds === null || before.requests === 0) return null;
  return (before.appSeconds / before.requests) * (after.requests - before.requests);
}

function cameOrWent({ change, succeeded, isBack }: RoutePair): Finding[] {
  const { before, after } = change;
  if ((before !== null && after !== null) || succeeded < FEWEST_ANSWERS) return [];
  const figures = (after ?? before)!;
  const seconds = figures.appSeconds;
  const took = seconds === null ? '' : `, ${inSeconds(seconds)} of application time`;
  const requests = inCount(Math.round(figures.requests), 'request');
  const p95 = figures.latency === null ? '' : `, p95 ${inTime(figures.latency.p95)}`;
  const errors = figures.errors === 0 ? '' : `, ${inPercent(figures.errors / figures.requests)} errors`;
  return [
    {
      kind: after === null ? 'gone' : 'new',
      route: routeName(change),
      changes: [],
      appSeconds: seconds === null ? null : after === null ? -seconds : seconds,
      says:
        after === null
          ? `It was asked for before, and is not any more: ${requests}${took}.`
          : `It was not asked for before${isBack ? ', but was earlier' : ''}: ${requests}${took}${p95}${errors}.`,
    },
  ];
}
