import { UserError } from '../errors.js';
import { renderJson } from '../render/json.js';
import { renderVerification } from '../render/verification.js';
import type { Report } from '../report/types.js';
import { verify as compare } from '../report/verify.js';
import { withReport } from './analyze.js';
import { Interrupted } from './interrupt.js';
import { type Io, textColumns, wantsColor } from './io.js';
import { openOutput } from './output-file.js';
import type { VerifyOptions } from './verify-options.js';
import { write } from './write.js';

/** `logsplit verify`: what became of the advice for an earlier log, by a later one. */
export async function verify(
  before: string,
  after: string,
  options: VerifyOptions,
  color: boolean,
  io: Io,
): Promise<void> {
  if (before === '-' && after === '-') {
    throw new UserError('Standard input can be read once only.', 'Write one of the logs to a file.');
  }
  const file = options.outputFile === undefined ? null : await openOutput(options.outputFile);
  const reportOn = async (path: string): Promise<Report> => {
    const { result, isWhole } = await withReport([path], { ...options, cpu: [] }, color, io, async (report) => report);
    // Half a log would be compared with a whole one.
    if (!isWhole) throw new Interrupted();
    return result;
  };
  try {
    const verification = compare(await reportOn(before), await reportOn(after));
    const text =
      options.output === 'json'
        ? renderJson(verification)
        : renderVerification(verification, {
            columns: textColumns(io.stdout),
            color: file === null && wantsColor(io.stdout, io.env, color),
          });
    if (file === null) await write(io.stdout, text);
    else await file.write(text);
  } catch (error) {
    await file?.abandon();
    throw error;
  }
}
