import type { Readable } from 'node:stream';
import { UserError } from '../errors.js';
import { openSource } from '../source/open.js';
import type { CpuFormat } from './format.js';
import { cgroup } from './formats/cgroup.js';
import { pidstat } from './formats/pidstat.js';
import { prometheus } from './formats/prometheus.js';
import { sadf } from './formats/sadf.js';
import { sar } from './formats/sar.js';
import { table } from './formats/table.js';
import { vmstat } from './formats/vmstat.js';
import { type CpuSeries, toSeries } from './series.js';
import { parseCpuSpec } from './spec.js';

/** In the order in which they are tried; a table is what is no other. */
export const CPU_FORMATS: readonly CpuFormat[] = [sadf, prometheus, cgroup, pidstat, sar, vmstat, table];

const HEAD_CHARS = 4096;
/** A day of samples every second takes 10 MB. */
const MOST_BYTES = 512 << 20;

/**
 * Reads a file of CPU times, packed or not. @param text FILE, FILE:PART or FILE:PART:UNIT
 * @throws UserError for what cannot be read, is in no known format, or needs more to be told
 */
export async function readCpu(text: string, cores: number | null, stdin: Readable): Promise<CpuSeries> {
  const { path, part, unit } = parseCpuSpec(text);
  const content = await contentOf(path, stdin);
  const format = CPU_FORMATS.find(({ holds }) => holds(content.slice(0, HEAD_CHARS)))!;
  const samples = format.read(content, { path, part });
  return toSeries(path, { ...samples, unit: unit ?? samples.unit }, cores);
}

async function contentOf(path: string, stdin: Readable): Promise<string> {
  const source = await openSource(path, stdin);
  try {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of source.chunks) {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) {
        throw new UserError(
          `${path} has more than ${MOST_BYTES >> 20} MiB of CPU times.`,
          'Give the part that belongs to the log.',
        );
      }
      chunks.push(chunk);
    }
    const fault = source.fault();
    if (fault !== null) throw new UserError(`${path} is damaged: ${fault}.`, 'Give a whole file.');
    return Buffer.concat(chunks)
      .toString('utf8')
      .replace(/^\ufeff/, '');
  } finally {
    await source.close();
  }
}
