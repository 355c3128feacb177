import { type Asked, whatIf as simulate } from '../advice/whatif/whatif.js';
import { UserError } from '../errors.js';
import { pathPattern } from '../filter/patterns.js';
import { renderWhatIf } from '../render/whatif/text.js';
import { inputPaths } from './analyze.js';
import { answer } from './answer.js';
import { documentText } from './document-text.js';
import type { Io } from './io.js';
import type { WhatIfOptions } from './whatif-options.js';

/** `logsplit whatif`: the log's arrivals replayed through other code, workers and traffic. */
export async function whatIf(paths: readonly string[], options: WhatIfOptions, color: boolean, io: Io): Promise<void> {
  const asked = askedFor(options);
  const { workers, threads, cores } = asked.now;
  await answer(
    {
      inputs: inputPaths(paths, options, io),
      // The evidence is about the server as it is.
      reading: { ...options, cores, workers: workers === null ? null : workers * threads },
      make: (report, store) => simulate(store, report, asked),
      render: (result, style) => renderWhatIf(result, { ...style, top: options.top }),
      renderAs: async (result, output) => {
        const { whatIfDocument } = await import('../render/whatif/document.js');
        return documentText(whatIfDocument(result), output, options);
      },
    },
    options,
    color,
    io,
  );
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
