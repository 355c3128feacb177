import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

function isThere(): boolean {
  try {
    execFileSync('zstd', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export const HAS_ZSTD = isThere();
export const ZSTD_NOTE = HAS_ZSTD ? '' : ' (skipped: no zstd on the PATH)';

/** With LOGSPLIT_E2E=1 a machine without the command fails. */
export function wantZstd(): void {
  test.runIf(process.env.LOGSPLIT_E2E === '1')('zstd is there to make archives with', () => {
    expect(HAS_ZSTD, 'LOGSPLIT_E2E=1 needs zstd on the PATH').toBe(true);
  });
}

/** What the zstd command makes of a content that it does not know the size of, as from a pipe. */
export function zstd(content: string | Buffer, ...options: string[]): Buffer {
  return execFileSync('zstd', ['-qc', ...options], { input: content, maxBuffer: 1 << 30 });
}

/** Runs without the command: nothing is on the PATH. */
export async function withoutCommands<T>(use: () => Promise<T>): Promise<T> {
  const path = process.env.PATH;
  process.env.PATH = '/nonexistent';
  try {
    return await use();
  } finally {
    process.env.PATH = path;
  }
}
