import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

test('the packed package analyses a sample', () => {
  const folder = mkdtempSync(join(tmpdir(), 'logsplit-pack-'));
  try {
    const packed = execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
      cwd: ROOT,
    });
    const [{ filename, files }] = JSON.parse(packed.toString()) as [{ filename: string; files: { path: string }[] }];
    execFileSync('tar', ['-xzf', join(folder, filename), '-C', folder]);
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'package', 'node_modules'));
    const main = join(folder, 'package', 'dist', 'main.js');
    const sample = join(folder, 'package', 'samples', 'timed.log');
    const report = JSON.parse(execFileSync(process.execPath, [main, 'analyze', sample, '--output', 'json']).toString());
    expect(report.totals.requests).toBe(1718);
    const paths = files.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['LICENSE', 'man/logsplit.1']));
    expect(paths.filter((path) => /^(src|test|scripts)\//.test(path))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
