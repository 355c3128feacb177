import type { Readable } from 'node:stream';
import { SAMPLE_LINES } from '../format/detect.js';
import { openSource } from '../source/open.js';
import { takeSample } from '../source/sample.js';

/**
 * The first lines of a log, from which its format is chosen; without blank ones.
 * @throws UserError for a file that cannot be read or is no text
 */
export async function firstLines(path: string, stdin: Readable): Promise<string[]> {
  const source = await openSource(path, stdin);
  try {
    return (await takeSample(source, SAMPLE_LINES)).lines;
  } finally {
    await source.close();
  }
}
