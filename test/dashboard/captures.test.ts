import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { BINDINGS } from '../../src/dashboard/keys.js';
import { VIEWS } from '../../src/dashboard/views.js';
import { Tmux } from './tmux.js';
import { captureFile, Walk } from './walk.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SAMPLE = 'samples/timed-cpu.log';
const QUERY = 'SELECT status, count(*) AS requests, sum(bytes) AS bytes FROM requests GROUP BY status ORDER BY status';
const DOC = readFileSync(join(ROOT, 'docs/dashboard.md'), 'utf8');
/** The view that is there only for those who have queries of their own has a walk of its own. */
const SHOWN = VIEWS.filter(({ id }) => id !== 'own');
const OWN = VIEWS.find(({ id }) => id === 'own')!;
const isThere = Tmux.isThere();

/** The keys as docs/dashboard.md lists them. */
function keyTable(): string {
  const keys = (shown: string) => shown.split('  ').map((key) => `\`${key}\``);
  return BINDINGS.map(({ shown, help }) => `| ${keys(shown).join(' ')} | ${help} |\n`).join('');
}

describe.skipIf(!isThere)(`walks through the dashboard${isThere ? '' : ' (skipped: no tmux on the PATH)'}`, () => {
  let walk: Walk | null = null;
  afterEach(() => {
    walk?.tmux.close();
    walk = null;
  });

  it('shows every view as it is documented', async () => {
    walk = await Walk.begin(110, 34, [SAMPLE]);
    for (const { id, key } of SHOWN) {
      walk.press(key);
      if (id === 'sql') walk.tmux.type(QUERY);
      await walk.expect(`view-${id}`);
    }
    walk.press('2', 'j', 'Enter');
    await walk.expect('route');
    walk.press('6');
    await walk.expect('narrowed');
    walk.press('BSpace', '3', 'Enter');
    await walk.expect('recommendation');
    walk.press('BSpace', '1', 't', 'h', 'h', 'v', 'h', 'h', 'h');
    await walk.expect('time');
  }, 120_000);

  it('shows queries of the user’s own', async () => {
    walk = await Walk.begin(110, 34, [SAMPLE, '--queries', 'samples/queries']);
    walk.press(OWN.key);
    await walk.expect('view-own');
  }, 60_000);

  it('opens, narrows, finds, sorts, goes back and quits, at every size in between', async () => {
    walk = await Walk.begin(200, 60, [SAMPLE]);
    await walk.expect('wide-overview');
    walk.press('2', 'j', 'j', 'j');
    await walk.expect('wide-routes');
    walk.press('Enter');
    await walk.expect('wide-route');
    walk.tmux.resize(60, 20);
    await walk.expect('small-route');
    walk.press('Escape');
    await walk.expect('small-routes');
    walk.press('1');
    await walk.expect('small-overview');
    walk.press('2', '/');
    walk.tmux.type('cached');
    await walk.expect('small-found');
    walk.press('s', 'r');
    await walk.expect('small-sorted');
    walk.tmux.resize(120, 40);
    await walk.expect('sorted');
    walk.press('1');
    await walk.expect('overview');
    walk.press('q');
    await walk.tmux.untilShell();
    await walk.tmux.until('alternate_on', '0');
  }, 120_000);

  it('are told about the keys', async () => {
    await expect(keyTable()).toMatchFileSnapshot(captureFile('keys'));
  });

  it('shows a log as it grows', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'logsplit-live-'));
    const log = join(folder, 'access.log');
    const lines = readFileSync(join(ROOT, SAMPLE), 'utf8').split(/^/m);
    try {
      writeFileSync(log, lines.slice(0, 900).join(''));
      walk = await Walk.begin(100, 30, ['--follow', 'access.log'], folder);
      // What comes a second differs from run to run.
      const mask = (screen: string) => screen.replace(/^( logsplit {2}access\.log).*$/m, '$1');
      await walk.expect('live-overview', mask);
      walk.press('2');
      await walk.expect('live-routes', mask);
      appendFileSync(log, lines.slice(900).join(''));
      await walk.tmux.see(/GET +\/api\/risk +16 .* 1,718 lines = /s);
      walk.press('1');
      await walk.expect('live-overview-grown', mask);
      walk.press('Space');
      await walk.tmux.see('paused');
      walk.press('q');
      await walk.tmux.untilShell();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 120_000);

  it('draws with ASCII', async () => {
    walk = await Walk.begin(80, 24, [SAMPLE, '--ascii']);
    expect(await walk.expect('ascii-overview')).toMatch(/^[\n -~]*$/);
    walk.press('2');
    expect(await walk.expect('ascii-routes')).toMatch(/^[\n -~]*$/);
    walk.press('4');
    expect(await walk.expect('ascii-static')).toMatch(/^[\n -~]*$/);
  }, 60_000);
});

describe('docs/dashboard.md', () => {
  const captured = [...DOC.matchAll(/^<!-- capture: (\S+) -->\n```text\n(.*?)\n```$/gms)].map((m) => ({
    name: m[1]!,
    text: m[2]!,
  }));

  it('shows every view under its title and key', () => {
    for (const { id, title, key } of VIEWS) {
      expect(DOC).toContain(`\n## ${title} (\`${key}\`)\n`);
      expect(captured.map(({ name }) => name)).toContain(`view-${id}`);
    }
  });

  it('lists every key', () => {
    expect(DOC).toContain(`<!-- keys -->\n| key | does |\n| --- | --- |\n${keyTable()}<!-- /keys -->`);
  });

  it('shows the screens as they were captured', () => {
    expect(captured.length).toBeGreaterThan(SHOWN.length);
    for (const { name, text } of captured) expect(`${text}\n`, name).toBe(readFileSync(captureFile(name), 'utf8'));
  });
});
