import { type CacheReplay, replayRoutes } from '../advice/replay/routes.js';
import { renderCaches } from '../render/caches.js';
import { renderJson } from '../render/json.js';
import { inputPaths, withReport } from './analyze.js';
import type { CacheOptions } from './cache-options.js';
import { Interrupted } from './interrupt.js';
import { type Io, textColumns, wantsColor } from './io.js';
import { openOutput } from './output-file.js';
import { write } from './write.js';

/** `logsplit cache`: the log replayed through caches. */
export async function cache(paths: readonly string[], options: CacheOptions, color: boolean, io: Io): Promise<void> {
  const inputs = inputPaths(paths, options, io);
  const file = options.outputFile === undefined ? null : await openOutput(options.outputFile);
  const sizeBytes = options.size ?? null;
  const { result: replay, isWhole } = await withReport(
    inputs,
    options,
    color,
    io,
    async (_report, store): Promise<CacheReplay> => ({
      schema: 'logsplit.caches/1',
      ttls: options.ttl,
      sizeBytes,
      routes: (await replayRoutes(store, options.ttl, sizeBytes)).sort(bySaving),
    }),
  ).catch(async (error: unknown) => {
    await file?.abandon();
    throw error;
  });
  const text =
    options.output === 'json'
      ? renderJson(replay)
      : renderCaches(replay, {
          columns: textColumns(io.stdout),
          top: options.top,
          color: file === null && wantsColor(io.stdout, io.env, color),
        });
  if (file === null) await write(io.stdout, text);
  else await file.write(text);
  if (!isWhole) throw new Interrupted();
}

function bySaving(a: CacheReplay['routes'][number], b: CacheReplay['routes'][number]): number {
  const [x, y] = [a.cached.at(-1)!, b.cached.at(-1)!];
  return (y.appSeconds ?? 0) - (x.appSeconds ?? 0) || y.hits - x.hits || b.answers - a.answers;
}
