import { type CacheReplay, replayRoutes } from '../advice/replay/routes.js';
import { renderCaches } from '../render/caches.js';
import { inputPaths } from './analyze.js';
import { answer } from './answer.js';
import type { CacheOptions } from './cache-options.js';
import type { Io } from './io.js';

/** `logsplit cache`: the log replayed through caches. */
export async function cache(paths: readonly string[], options: CacheOptions, color: boolean, io: Io): Promise<void> {
  const { ttl, top, size: sizeBytes = null } = options;
  const make = async (store: Parameters<typeof replayRoutes>[0]): Promise<CacheReplay> => ({
    schema: 'logsplit.caches/1',
    ttls: ttl,
    sizeBytes,
    routes: (await replayRoutes(store, ttl, sizeBytes)).sort(bySaving),
  });
  await answer(
    {
      inputs: inputPaths(paths, options, io),
      reading: options,
      // It asks what a report asks.
      purpose: 'report',
      make: (_report, store) => make(store),
      render: (replay, style) => renderCaches(replay, { ...style, top }),
    },
    options,
    color,
    io,
  );
}

function bySaving(a: CacheReplay['routes'][number], b: CacheReplay['routes'][number]): number {
  const [x, y] = [a.cached.at(-1)!, b.cached.at(-1)!];
  return (y.appSeconds ?? 0) - (x.appSeconds ?? 0) || y.hits - x.hits || b.answers - a.answers;
}
