import { renderExplanation } from '../render/explanation.js';
import { explainRoute } from '../report/explain.js';
import { findRoute } from '../report/find-route.js';
import { inputPaths } from './analyze.js';
import { answer } from './answer.js';
import { type Io, wantsUnicode } from './io.js';
import type { ExplainOptions } from './options.js';

/** `logsplit explain`: why one route is called what it is called. */
export async function explain(
  name: string,
  paths: readonly string[],
  options: ExplainOptions,
  color: boolean,
  io: Io,
): Promise<void> {
  await answer(
    {
      inputs: inputPaths(paths, options, io),
      reading: options,
      make: async (report, store, told) => explainRoute(store.query, await findRoute(store.query, report, name), told),
      render: (explanation, style) =>
        renderExplanation(explanation, { ...style, charset: wantsUnicode(io.env) ? 'unicode' : 'ascii' }),
    },
    options,
    color,
    io,
  );
}
