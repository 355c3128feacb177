import { spawnSync } from 'node:child_process';
import { describe, test } from 'vitest';

/** A describe that is skipped, saying why, where a program is missing; with LOGSPLIT_E2E=1 it fails instead. */
export function describeWithProgram(program: string, body: () => void): void {
  const isThere = spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
  if (isThere) describe(program, body);
  else if (process.env.LOGSPLIT_E2E !== '1') describe.skip(`${program} (not on the PATH)`, body);
  else {
    test(`${program} is there`, () => {
      throw new Error(`LOGSPLIT_E2E=1 needs ${program}: apt-get install ${program}`);
    });
  }
}
