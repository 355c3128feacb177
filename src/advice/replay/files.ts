import type { Asking } from '../../store/store.js';
import { type Answered, answeredByRoute } from './routes.js';

export interface CachedFiles {
  /** Null: not logged. */
  host: string | null;
  requests: number;
  cached: Answered[];
}

/** Replays the requests for static files through a CDN that holds all of them, one for each time to live, by host. */
export async function replayFiles({ query, columns }: Asking, ttlsS: readonly number[]): Promise<CachedFiles[]> {
  const hosts = await query<{ host: string | null }>('static_hosts');
  const read = await columns('static_requests');
  const startS = read.doubles('start_s');
  const key = read.integers('url');
  const { requests, of } = answeredByRoute(
    {
      keys: key.reduce((most, url) => Math.max(most, url), -1) + 1,
      key,
      startS,
      readyS: startS,
      bytes: read.doubles('bytes'),
      route: read.integers('host'),
      routes: hosts.length,
      appS: read.doubles('app_s'),
    },
    ttlsS.map((ttlS) => ({ ttlS, sizeBytes: null })),
  );
  return hosts.map(({ host }, i) => ({ host, requests: requests[i]!, cached: of(i) }));
}
