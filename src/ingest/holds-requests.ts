import { Readable } from 'node:stream';
import { UserError } from '../errors.js';
import type { ChooseFormat } from '../format/choose.js';
import { SAMPLE_LINES } from '../format/detect.js';
import { countFits } from '../format/fits.js';
import { openSource } from '../source/open.js';
import { takeSample } from '../source/sample.js';

/** Whether a file is a log of requests, by its first lines. A file that cannot be read is none. */
export async function holdsRequests(path: string, choose: ChooseFormat): Promise<boolean> {
  try {
    const source = await openSource(path, Readable.from([]));
    try {
      const { lines } = await takeSample(source, SAMPLE_LINES);
      return lines.length > 0 && choose(path, lines).formats.some((format) => countFits(format, lines) > 0);
    } finally {
      await source.close();
    }
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}
