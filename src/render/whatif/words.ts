import type { WhatIf, Workers } from '../../advice/whatif/types.js';
import { seconds } from '../units.js';

/** What is different, a change each. */
export function changeWords({ changes: { offload, compile, cache, traffic }, now, planned }: WhatIf): string[] {
  return [
    ...offload.map((glob) => `offload ${glob}`),
    ...compile.map(({ route, factor }) => `compile ${route}: computes ${factor} times as fast`),
    ...cache.map(({ route, ttlS }) => `cache ${route} for ${seconds(ttlS)}`),
    ...(same(now, planned) ? [] : [`${serverName(planned)} in place of ${serverName(now)}`]),
    ...(traffic === 1 ? [] : [`${traffic} times the traffic`]),
  ];
}

/** Which server it is about, and how far to trust the simulation. */
export function serverWords({ now, planned }: WhatIf): string {
  const then = same(now, planned) ? '' : `, ${serverName(planned)} then`;
  return `Workers: ${serverName(now)} now${then}. Simulated is the log as it is: how far that is from what was measured is how far to trust the rest.`;
}

function same(a: Workers, b: Workers): boolean {
  return a.workers === b.workers && a.threads === b.threads && a.cores === b.cores;
}

function serverName({ workers, threads, cores }: Workers): string {
  return `${workers}${threads === 1 ? '' : ` × ${threads} threads`} on ${cores} core${cores === 1 ? '' : 's'}`;
}
