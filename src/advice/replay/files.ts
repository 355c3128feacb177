import type { Asking } from '../../store/store.js';
import { type Answered, AnsweredByRoute } from './answered.js';

export interface CachedFiles {
  /** Null: not logged. */
  host: string | null;
  requests: number;
  cached: Answered[];
}

/** Replays the requests for static files through a CDN that holds all of them, one for each time to live, by host. */
export async function replayFiles(
  { query, batches }: Pick<Asking, 'query' | 'batches'>,
  ttlsS: readonly number[],
): Promise<CachedFiles[]> {
  const hosts = await query<{ id: number; host: string | null }>('static_hosts');
  const numberOf = new Map(hosts.map(({ id }, number) => [id, number]));
  const answered = new AnsweredByRoute(
    hosts.length,
    ttlsS.map((ttlS) => ({ ttlS, sizeBytes: null })),
  );
  for await (const batch of batches('static_requests')) {
    const [url, host] = [batch.integers('url'), batch.integers('host_id')];
    const [start, bytes, app] = [batch.doubles('start_s'), batch.doubles('bytes'), batch.doubles('app_s')];
    for (let i = 0; i < batch.rows; i++) {
      answered.ask({
        route: numberOf.get(host[i]!)!,
        key: url[i]!,
        startS: start[i]!,
        readyS: start[i]!,
        bytes: bytes[i]!,
        appS: app[i]!,
      });
    }
  }
  return hosts.map(({ host }, i) => ({ host, requests: answered.requests[i]!, cached: answered.of(i) }));
}
