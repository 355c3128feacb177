import { Readable } from 'node:stream';
import { UserError } from '../errors.js';
import type { ChooseFormat } from '../format/choose.js';
import { countFits } from '../format/fits.js';
import { firstLines } from './first-lines.js';

/** Whether a file is a log of requests, by its first lines. A file that cannot be read is none. */
export async function holdsRequests(path: string, choose: ChooseFormat): Promise<boolean> {
  try {
    const lines = await firstLines(path, Readable.from([]));
    return lines.length > 0 && choose(path, lines).formats.some((format) => countFits(format, lines) > 0);
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}
