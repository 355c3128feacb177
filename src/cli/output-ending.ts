import { extname } from 'node:path';

const OUTPUT_BY_ENDING: Record<string, string> = {
  '.json': 'json',
  '.txt': 'text',
  '.md': 'markdown',
  '.html': 'html',
  '.csv': 'csv',
  '.xml': 'junit',
};

/** The output that the end of a file's name tells, of those that there are; null: none. */
export function outputByEnding<Output extends string>(path: string, outputs: readonly Output[]): Output | null {
  const told = OUTPUT_BY_ENDING[extname(path).toLowerCase()];
  return outputs.find((output) => output === told) ?? null;
}

/** The ends that tell one of these outputs. */
export function endingsOf(outputs: readonly string[]): string[] {
  return Object.keys(OUTPUT_BY_ENDING).filter((ending) => outputs.includes(OUTPUT_BY_ENDING[ending]!));
}
