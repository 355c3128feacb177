import { type Asked, whatIf as simulate } from '../advice/whatif/whatif.js';
import { UserError } from '../errors.js';
import { pathPattern } from '../filter/patterns.js';
import { renderJson } from '../render/json.js';
import { renderWhatIf } from '../render/whatif.js';
import { inputPaths, withReport } from './analyze.js';
import { Interrupted } from './interrupt.js';
import { type Io, textColumns, wantsColor } from './io.js';
import type { ReadOptions } from './options.js';
import { openOutput } from './output-file.js';
import type { WhatIfOptions } from './whatif-options.js';
import { write } from './write.js';

/** `logsplit whatif`: the log's arrivals replayed through other code, workers and traffic. */
export async function whatIf(paths: readonly string[], options: WhatIfOptions, color: boolean, io: Io): Promise<void> {
  const inputs = inputPaths(paths, options, io);
  const asked = askedFor(options);
  const file = options.outputFile === undefined ? null : await openOutput(options.outputFile);
  const { workers, threads, cores } = asked.now;
  // The evidence is about the server as it is.
  const reading: ReadOptions = { ...options, cores, workers: workers === null ? null : workers * threads };
  const { result, isWhole } = await withReport(inputs, reading, color, io, (report, store) =>
    simulate(store, report, asked),
  ).catch(async (error: unknown) => {
    await file?.abandon();
    throw error;
  });
  const text =
    options.output === 'json'
      ? renderJson(result)
      : renderWhatIf(result, {
          columns: textColumns(io.stdout),
          top: options.top,
          color: file === null && wantsColor(io.stdout, io.env, color),
        });
  if (file === null) await write(io.stdout, text);
  else await file.write(text);
  if (!isWhole) throw new Interrupted();
}

const CHANGES = '--offload, --compile, --cache, --workers, --threads, --cores with --now-cores, or --traffic';

/** @throws UserError where nothing is to change, or a glob is none */
function askedFor(options: WhatIfOptions): Asked {
  const { offload, compile, cache, traffic, workers, threads, cores, nowWorkers, nowThreads, nowCores } = options;
  const isChanged =
    [offload, compile, cache].some((list) => list.length > 0) ||
    [workers, threads, nowCores === null ? null : cores].some((value) => value !== null) ||
    traffic !== 1;
  if (!isChanged) throw new UserError('Nothing is to be different.', `Give ${CHANGES}: for example --traffic 1.5x.`);
  return {
    changes: { offload, compile, cache, traffic },
    offloaded: pathPattern('--offload', offload),
    now: { workers: nowWorkers, threads: nowThreads, cores: nowCores ?? cores },
    planned: { workers, threads, cores },
  };
}
