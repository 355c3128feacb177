import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAIN } from '../cli/logsplit.js';
import { Tmux } from './tmux.js';

const isThere = Tmux.isThere();

describe.skipIf(!isThere)(`a log that is followed on a terminal${isThere ? '' : ' (skipped: no tmux)'}`, () => {
  let folder: string;
  let tmux: Tmux;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'logsplit-follow-'));
    tmux = new Tmux(100, 30);
  });
  afterEach(() => {
    tmux.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Another process writes so many requests for each path. */
  function write(times: number, ...paths: string[]): void {
    for (const path of paths) {
      const line = `192.0.2.1 - - [23/Nov/2026:09:39:29 +0000] "GET ${path} HTTP/1.1" 200 10 "-" "-"`;
      execFileSync('sh', ['-c', `for i in $(seq ${times}); do echo '${line}'; done >> ${folder}/access.log`]);
    }
  }

  async function endsWith(code: number): Promise<void> {
    await tmux.untilShell();
    tmux.type('echo "code=$?"');
    await tmux.see(`code=${code}`);
  }

  it('is shown as it grows, with the cursor where it was', async () => {
    write(3, '/one', '/two');
    tmux.type(`env -u CI node ${MAIN} analyze --follow ${folder}/access.log --no-route-templates`);
    await tmux.see(/following .*6 lines = 6 parsed/s);
    tmux.press('2', 'j');
    await tmux.see(/^\S? ?GET +\/two /m);
    const cursor = (screen: string): string => /^▌.*$/m.exec(screen)?.[0] ?? '';
    const before = cursor(await tmux.see('2/2'));
    write(9, '/three');
    await tmux.see(/15 lines = 15 parsed/);
    const after = await tmux.see(/GET +\/three/);
    expect(cursor(after)).toContain(/\/\w+/.exec(before)![0]);
    tmux.press('q');
    await endsWith(0);
    expect(tmux.flag('alternate_on')).toBe('0');
  });

  it('has its rate in a line, and the report in the end', async () => {
    write(5, '/one');
    tmux.type(`env -u CI node ${MAIN} analyze -f ${folder}/access.log --output text`);
    await tmux.see(/^following {2}5 lines {2}\S+ lines\/s {2}Ctrl-C ends and reports/m);
    write(4, '/one');
    await tmux.see('following  9 lines');
    tmux.press('C-c');
    await tmux.see('log_format logsplit');
    await endsWith(0);
  });
});
