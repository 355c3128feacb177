// Captures the dashboard's screens in a real terminal (tmux) into test/dashboard/captures, and those that
// docs/dashboard.md shows into its blocks: `<!-- capture: NAME -->`, and then a block of text; the keys into its table.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const doc = `${root}docs/dashboard.md`;
const blocks = /^(<!-- capture: (\S+) -->\n```text\n).*?(^```)$/gms;
const keys = /^(<!-- keys -->\n\| key \| does \|\n\| --- \| --- \|\n).*?(^<!-- \/keys -->)$/ms;

const { status } = spawnSync('npx', ['vitest', 'run', 'test/dashboard/captures.test.ts', '-t', 'walks', '-u'], {
  cwd: root,
  stdio: 'inherit',
  // In CI a capture that is missing fails; here it is made.
  env: { ...process.env, LOGSPLIT_CAPTURE: '1', CI: '' },
});
if (status === 0) {
  const screen = (name) => readFileSync(`${root}test/dashboard/captures/${name}.txt`, 'utf8').trimEnd();
  const text = readFileSync(doc, 'utf8')
    .replaceAll(blocks, (_block, head, name, tail) => `${head}${screen(name)}\n${tail}`)
    .replace(keys, (_block, head, tail) => `${head}${screen('keys')}\n${tail}`);
  writeFileSync(doc, text);
}
process.exitCode = status ?? 1;
