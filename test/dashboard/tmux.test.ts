import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Tmux } from './tmux.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const isThere = Tmux.isThere();

it.runIf(process.env.LOGSPLIT_E2E === '1')('tmux is there to test the dashboard in', () => {
  expect(isThere, 'LOGSPLIT_E2E=1 needs tmux on the PATH').toBe(true);
});

describe.skipIf(!isThere)(`in a real terminal${isThere ? '' : ' (skipped: no tmux on the PATH)'}`, () => {
  let folder = '';
  let tmux: Tmux;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'logsplit-dashboard-'));
    compile(folder);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(() => tmux.close());

  /** Starts the dashboard from a shell. */
  async function open(columns: number, rows: number, ...options: string[]): Promise<void> {
    tmux = new Tmux(columns, rows);
    const driver = join(folder, 'test/dashboard/driver.js');
    tmux.type(`sh -c 'echo $$ > ${folder}/pid; exec node ${driver} full ${options.join(' ')}'`);
    await tmux.see('1 Overview');
  }

  async function expectRestored(code: number): Promise<void> {
    await tmux.untilShell();
    await tmux.until('alternate_on', '0');
    // Asked for afterwards: a shell drops the rest of its line when a command dies of SIGINT.
    tmux.type('echo "code=$?"');
    expect(await tmux.see(`code=${code}`)).not.toContain('1 Overview');
    expect(tmux.flag('cursor_flag')).toBe('1');
    expect(tmux.flag('wrap_flag')).toBe('1');
    expect(tmux.flag('mouse_any_flag')).toBe('0');
    tmux.type('clear; stty -a; echo done-stty');
    const settings = await tmux.see(/^done-stty/m);
    expect(settings).toMatch(/(?<!-)\becho\b/);
    expect(settings).toMatch(/(?<!-)\bicanon\b/);
    expect(settings).toMatch(/(?<!-)\bisig\b/);
    tmux.type('clear; cat -v');
    tmux.paste('pasted\n');
    expect(await tmux.see(/^pasted$/m)).not.toContain('200~');
    tmux.press('C-c');
  }

  it('shows its views, sorts, opens and goes back, follows a resize, helps, and quits', async () => {
    await open(80, 24);
    expect(tmux.flag('alternate_on')).toBe('1');
    expect(tmux.flag('cursor_flag')).toBe('0');
    await tmux.see('Do first: cache GET /api/catalog/:id');

    tmux.press('2');
    await tmux.see(/^▌ GET +\/api\/catalog/m);
    tmux.press('j');
    await tmux.see(/^▌ GET +\/api\/reports/m);
    tmux.press('End');
    await tmux.see('25/25');
    tmux.press('g', 's');
    await tmux.see(/reqs▼.*by requests +1\/25/s);
    tmux.press('r');
    await tmux.see(/^▌ GET +\/api\/admin\/export/m);

    tmux.press('Enter');
    await tmux.see('Evidence');
    tmux.press('Escape');
    await tmux.see(/reqs▲/);

    tmux.press('3', 'Enter');
    await tmux.see('location /static/ {');
    tmux.press('BSpace', 'Tab');
    await tmux.see('Who served what');
    tmux.press('BTab');
    await tmux.see('# action');

    tmux.resize(160, 50);
    await tmux.see(/│ Saves/);
    tmux.resize(59, 24);
    await tmux.see('it is 59x24, logsplit needs 60x20.');
    tmux.resize(60, 20);
    const small = await tmux.see('3 Recommendations');
    expect(small.split('\n').filter((line) => line.includes('3 Recommendations'))).toHaveLength(1);
    expect(small.trimEnd().split('\n').length).toBeLessThanOrEqual(19);

    tmux.press('?');
    await tmux.see('open and close this help');
    tmux.press('?', 'q');
    await expectRestored(0);
  }, 60_000);

  it('shows hostile lines as text, and they do nothing to the terminal', async () => {
    await open(120, 40);
    tmux.press('7');
    await tmux.see('\\x1b[2J\\x1b]0;owned\\x07');
    tmux.press('2', 'G', 'k', 'k', 'k', 'k', 'k', 'k');
    await tmux.see(/▌ GET +\/search\/\\x1b/);
    tmux.press('q');
    await expectRestored(0);
  }, 30_000);

  it('restores the terminal on Ctrl-C', async () => {
    await open(80, 24);
    tmux.press('C-c');
    await expectRestored(0);
  }, 30_000);

  it('stops on Ctrl-Z with the terminal restored, and comes back as it was', async () => {
    await open(80, 24);
    tmux.press('2', 'j', 'C-z');
    await tmux.untilShell();
    await tmux.until('alternate_on', '0');
    expect(tmux.flag('cursor_flag')).toBe('1');
    tmux.type('fg');
    await tmux.until('alternate_on', '1');
    tmux.press('j');
    await tmux.see(/^▌ POST +\/api\/search/m);
    tmux.press('q');
    await expectRestored(0);
  }, 30_000);

  it('stays on Ctrl-Z where no shell could bring it back', async () => {
    tmux = new Tmux(80, 24, `${process.execPath} ${join(folder, 'test/dashboard/driver.js')}`);
    await tmux.see('1 Overview');
    tmux.press('C-z');
    // The screen is given back for a moment that a slow machine may not catch.
    await new Promise((resolve) => setTimeout(resolve, 500));
    await tmux.until('alternate_on', '1');
    tmux.press('2');
    await tmux.see(/^▌ GET/m);
  }, 30_000);

  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
  ] as const)(
    'restores the terminal on %s and ends with %i',
    async (signal, code) => {
      await open(80, 24);
      process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), signal);
      await expectRestored(code);
    },
    30_000,
  );

  it('restores the terminal on an error that nobody catches, and shows it there', async () => {
    await open(80, 24, '--modes');
    process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), 'SIGUSR2');
    await tmux.see('Error: nobody catches this');
    await expectRestored(1);
  }, 30_000);

  it('ends when its terminal is closed', async () => {
    await open(80, 24);
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    tmux.close();
    await expect.poll(() => isRunning(pid), { timeout: 20_000 }).toBe(false);
    tmux = new Tmux(80, 24);
  }, 30_000);

  it('draws without colours and without Unicode', async () => {
    await open(80, 24, '--theme=none', '--ascii');
    tmux.press('2');
    const screen = await tmux.see('[2 Routes]');
    expect(screen).toMatch(/^[\n -~]*$/);
    tmux.press('q');
    await expectRestored(0);
  }, 30_000);
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The sources as they stand, compiled beside the modules they need; the package's own dist is not touched. */
function compile(folder: string): void {
  const config = {
    extends: join(ROOT, 'tsconfig.json'),
    compilerOptions: {
      noEmit: false,
      outDir: folder,
      rootDir: ROOT,
      typeRoots: [join(ROOT, 'node_modules/@types')],
      noCheck: true,
    },
    files: [fileURLToPath(new URL('./driver.ts', import.meta.url))],
    include: [],
  };
  const configPath = join(folder, 'tsconfig.json');
  writeFileSync(configPath, JSON.stringify(config));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', configPath]);
}
