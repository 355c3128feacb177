import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAIN } from '../cli/logsplit.js';
import { Tmux } from './tmux.js';

const SAMPLE = fileURLToPath(new URL('../../samples/timed-cpu.log', import.meta.url));
const isThere = Tmux.isThere();

describe.skipIf(!isThere)(`a log on a terminal${isThere ? '' : ' (skipped: no tmux)'}`, () => {
  let folder: string;
  let tmux: Tmux;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'logsplit-views-'));
  });
  afterEach(() => {
    tmux.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(columns: number, rows: number, ...args: string[]): Promise<void> {
    tmux = new Tmux(columns, rows);
    const run = `exec env -u CI -u NO_COLOR TMPDIR=${folder} node ${MAIN} analyze ${args.join(' ')}`;
    tmux.type(`cd ${folder} && sh -c 'echo $$ > pid; ${run}'`);
    await tmux.see('1 Overview');
  }

  it('is narrowed from view to view and back, asked in SQL, and written', async () => {
    await open(150, 45, SAMPLE);
    await tmux.see('1,718 lines = 1,718 parsed');
    tmux.press('4');
    await tmux.see(/▌ dynamic +app/);
    tmux.press('5');
    await tmux.see(/▌ +404 +23 /);
    tmux.press('j', 'Enter');
    await tmux.see(' all > status 500');
    tmux.press('2');
    await tmux.see(/Routes 1 /);
    tmux.press('Enter');
    await tmux.see(' all > status 500 > GET /err');
    await tmux.see('How long requests take');
    tmux.press('6');
    await tmux.see(/14 +requests|Clients/);
    tmux.press('2');
    await tmux.see(/▌ +GET +\/err/);
    tmux.press('BSpace');
    await tmux.see(/^ all > status 500 *$/m);
    tmux.press('BSpace');
    await tmux.see('Routes 45');

    tmux.press('/');
    tmux.press('m', 'a', 't', 'm', 'u', 'l');
    await tmux.see(/▌ GET +\/api\/matmul/);
    tmux.press('Enter', 'c');
    await tmux.see('Sent to the clipboard of the terminal: GET /api/matmul');
    tmux.press('y');
    await tmux.see('-- queries/routes.sql');
    // A lone Esc, which the terminal must not take for Alt-8.
    tmux.press('BSpace');
    await tmux.see(/by app time +\d+\/45/);

    tmux.press('8');
    await tmux.see('sql>');
    tmux.type('SELECT status, count(*) AS n FROM requests GROUP BY 1 ORDER BY 2 DESC LIMIT 3');
    await tmux.see('3 rows');
    await tmux.see(/▌ +200 +\d+/);
    tmux.press('Enter', 'C-u');
    tmux.type('DROP TABLE hits');
    await tmux.see('Only a query is run');

    tmux.press('1', 't', 'v', 'l', 'Enter');
    await tmux.see(/^ all > 11-23 16:13:\d\d–16:13:\d\d/m);
    tmux.press('BSpace', 'w');
    await tmux.see('write the report to: logsplit-report.json');
    tmux.press('Enter');
    await tmux.see('Written to logsplit-report.json.');
    tmux.press('w', 'Enter');
    await tmux.see('logsplit-report.json is there already.');
    expect(JSON.parse(readFileSync(join(folder, 'logsplit-report.json'), 'utf8'))).toMatchObject({
      schema: 'logsplit.report/1',
      totals: { requests: 1718 },
    });
    tmux.press('q');
    await tmux.untilShell();
  }, 60_000);

  it('is shown while it is read, and whoever quits ends the reading without a trace', async () => {
    execFileSync('sh', ['-c', `for i in $(seq 300); do cat ${SAMPLE}; done > ${folder}/large.log`]);
    await open(100, 30, 'large.log');
    await tmux.see(/reading \d|reading <|The log is still read/);
    await tmux.see(/lines read so far/);
    tmux.press('2');
    await tmux.see(/GET +\/\S/);
    tmux.press('q');
    await tmux.untilShell();
    tmux.type('echo "code=$?"');
    await tmux.see('code=0');
    expect(readdirSync(folder)).toEqual(['large.log', 'pid']);
  }, 60_000);

  it('ends by a signal with its store gone', async () => {
    await open(100, 30, SAMPLE);
    await tmux.see('1,718 lines = 1,718 parsed');
    process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), 'SIGTERM');
    await tmux.untilShell();
    tmux.type('echo "code=$?"');
    await tmux.see('code=143');
    expect(readdirSync(folder)).toEqual(['pid']);
  }, 60_000);

  it('says why it cannot be read, on the own screen', async () => {
    tmux = new Tmux(100, 30);
    tmux.type(`printf 'x\\ny\\n' > ${folder}/no.log; env -u CI node ${MAIN} analyze ${folder}/no.log; echo "code=$?"`);
    await tmux.see('code=2');
    expect(tmux.flag('alternate_on')).toBe('0');
    expect(tmux.screen()).toContain('logsplit');
  }, 60_000);
});
