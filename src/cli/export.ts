import { UserError } from '../errors.js';
import { cleanText } from '../render/clean.js';
import { inputPaths, withLogs } from './analyze.js';
import { exportDaysTo } from './db/export-days.js';
import type { ExportOptions } from './export-options.js';
import { Interrupted } from './interrupt.js';
import type { Io } from './io.js';
import { write } from './write.js';

const ALL_REQUESTS = {
  host: [],
  path: [],
  excludePath: [],
  method: [],
  status: [],
  where: [],
  bots: true,
  cpu: [],
  cores: null,
  workers: null,
};

/** `logsplit export`: what logs or a store hold, for other programs. */
export async function exportLogs(
  paths: readonly string[],
  options: ExportOptions,
  color: boolean,
  io: Io,
): Promise<void> {
  const { parquet } = options;
  if (parquet === undefined) throw new UserError('It is not said where to.', 'Give --parquet FOLDER.');
  const reading = { ...options, ...ALL_REQUESTS };
  const inputs = inputPaths(paths, reading, io);
  await withLogs(inputs, reading, color, io, 'all', async (store, _analysis, isWhole) => {
    // Half a log would be taken for a whole one.
    if (!isWhole) throw new Interrupted();
    await exportDaysTo(store, parquet);
  });
  await write(io.stdout, `requests in ${cleanText(parquet)}, a folder for each day (day=YYYY-MM-DD)\n`);
}
