import { renderExplanation } from '../render/explanation.js';
import { renderJson } from '../render/json.js';
import { explainRoute } from '../report/explain.js';
import { findRoute } from '../report/find-route.js';
import { inputPaths, withReport } from './analyze.js';
import { Interrupted } from './interrupt.js';
import { type Io, textColumns, wantsColor, wantsUnicode } from './io.js';
import type { ExplainOptions } from './options.js';
import { openOutput } from './output-file.js';
import { write } from './write.js';

/** `logsplit explain`: why one route is called what it is called. */
export async function explain(
  name: string,
  paths: readonly string[],
  options: ExplainOptions,
  color: boolean,
  io: Io,
): Promise<void> {
  const inputs = inputPaths(paths, options, io);
  const file = options.outputFile === undefined ? null : await openOutput(options.outputFile);
  const { result: explanation, isWhole } = await withReport(inputs, options, color, io, async (report, store, told) =>
    explainRoute(store.query, await findRoute(store.query, report, name), told),
  ).catch(async (error: unknown) => {
    await file?.abandon();
    throw error;
  });
  const text =
    options.output === 'json'
      ? renderJson(explanation)
      : renderExplanation(explanation, {
          columns: textColumns(io.stdout),
          color: file === null && wantsColor(io.stdout, io.env, color),
          charset: wantsUnicode(io.env) ? 'unicode' : 'ascii',
        });
  if (file === null) await write(io.stdout, text);
  else await file.write(text);
  if (!isWhole) throw new Interrupted();
}
