import { UserError } from '../errors.js';
import { renderJson } from '../render/json.js';
import { renderVerification } from '../render/verification.js';
import type { Report } from '../report/types.js';
import { verify as compare } from '../report/verify.js';
import { reportOnly } from './analyze.js';
import { Interrupted } from './interrupt.js';
import { type Io, textColumns, wantsColor } from './io.js';
import { openOutput } from './output-file.js';
import type { VerifyOptions } from './verify-options.js';
import { type Side, sidesOf } from './verify-sides.js';
import { write } from './write.js';

/** `logsplit verify`: what became of the advice for an earlier log, or period of a store, by a later one. */
export async function verify(
  logs: readonly (string | undefined)[],
  options: VerifyOptions,
  color: boolean,
  io: Io,
): Promise<void> {
  const [before, after] = sidesOf(logs, options, Date.now());
  const file = options.outputFile === undefined ? null : await openOutput(options.outputFile);
  const reportOn = async (side: Side): Promise<Report> => {
    const { result, isWhole } = await reportOnly(side.inputs, side.options, color, io);
    // Half a log would be compared with a whole one.
    if (!isWhole) throw new Interrupted();
    if (side.inputs.length > 0 || result.totals.requests > 0) return result;
    throw new UserError(
      `No request of the store passes ${result.input.filters.join(' ')}.`,
      `Give periods that it covers: logsplit db info ${options.db} tells which.`,
    );
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
