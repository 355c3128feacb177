import type { CpuInput } from '../report/types.js';
import { cleanText } from './clean.js';
import { seconds } from './units.js';

/** One line on a file of CPU times: what was taken of it, and how its clock lies, or why it was not used. */
export function cpuWords(cpu: CpuInput): string {
  const cores = cpu.cores === null ? '' : `, ${cpu.cores} core${cpu.cores === 1 ? '' : 's'}`;
  const whose = cpu.scope === 'app' ? "the application's" : 'of the whole host';
  const rejected = cpu.rejected > 0 ? `, ${cpu.rejected.toLocaleString('en')} lines rejected` : '';
  const samples = `${cpu.samples.toLocaleString('en')} samples of ${seconds(cpu.stepSeconds)}${rejected}`;
  const end = cpu.fault === null ? clockWords(cpu) : `not used: ${cpu.fault}`;
  return cleanText(
    `CPU time from ${cpu.path}: ${cpu.format}, ${cpu.what} (${cpu.unit}${cores}), ${whose}; ${samples}; ${end}`,
  );
}

function clockWords({ zoneSeconds, clockSeconds }: CpuInput): string {
  const behind = (s: number): string => `${seconds(Math.abs(s))} ${s > 0 ? 'behind' : 'ahead of'} the log`;
  const parts = [
    ...(zoneSeconds ? [`its zone's clock is ${behind(zoneSeconds)}'s UTC`] : []),
    ...(clockSeconds ? [`its clock is ${behind(clockSeconds)}'s`] : []),
  ];
  return parts.length === 0 ? "its clock is the log's" : parts.join(', ');
}
