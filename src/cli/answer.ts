import type { EvidenceOptions } from '../evidence/options.js';
import type { Purpose } from '../ingest/columns.js';
import { renderJson } from '../render/json.js';
import type { TextStyle } from '../render/text-style.js';
import type { Report } from '../report/types.js';
import type { Asking } from '../store/store.js';
import { withReport } from './analyze.js';
import type { DocumentOutput } from './document-text.js';
import { Interrupted } from './interrupt.js';
import { type Io, textColumns, wantsColor } from './io.js';
import type { PlainOutput, ReadOptions } from './options.js';
import { openOutput } from './output-file.js';
import { write } from './write.js';

type Renderable = Parameters<typeof renderJson>[0];

/** A command whose answer is made of one report. */
interface Answer<Result extends Renderable> {
  inputs: readonly string[];
  reading: ReadOptions;
  /** By default the answer may be about anything. */
  purpose?: Purpose;
  make: (report: Report, store: Asking, told: EvidenceOptions) => Promise<Result>;
  render: (result: Result, style: Pick<TextStyle, 'columns' | 'color'>) => string;
  /** Where it can be more than text and JSON. */
  renderAs?: (result: Result, output: DocumentOutput) => Promise<string>;
}

/** Reads the logs and writes the answer, to a file where one is named. @param color whether it is wanted at all */
export async function answer<Result extends Renderable>(
  { inputs, reading, purpose = 'all', make, render, renderAs }: Answer<Result>,
  { output, outputFile }: { output: PlainOutput | DocumentOutput; outputFile?: string },
  color: boolean,
  io: Io,
): Promise<void> {
  const file = outputFile === undefined ? null : await openOutput(outputFile);
  const { result, isWhole } = await withReport(inputs, reading, color, io, make, purpose).catch(
    async (error: unknown) => {
      await file?.abandon();
      throw error;
    },
  );
  const style = { columns: textColumns(io.stdout), color: file === null && wantsColor(io.stdout, io.env, color) };
  const text =
    output === 'json'
      ? renderJson(result)
      : output === 'text' || renderAs === undefined
        ? render(result, style)
        : await renderAs(result, output);
  if (file === null) await write(io.stdout, text);
  else await file.write(text);
  if (!isWhole) throw new Interrupted();
}
