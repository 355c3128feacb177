import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logsplit } from './logsplit.js';

const SAMPLE = 'samples/timed.log';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'logsplit-documents-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('analyze', () => {
  it('prints Markdown', async () => {
    const { code, stdout } = await logsplit(['analyze', SAMPLE, '--output', 'markdown']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^# .+\n\n/);
    expect(stdout).toContain('\n| route | ');
  });

  it('prints one table as CSV, by default that of the routes', async () => {
    const routes = await logsplit(['analyze', SAMPLE, '--output', 'csv']);
    expect(routes.stdout).toMatch(/^"route",.*\r\n"/);
    const status = await logsplit(['analyze', SAMPLE, '--output', 'csv', '--table', 'status']);
    expect(status.stdout).toMatch(/^"name","requests","share"\r\n"2xx",\d+,/);
  });

  it('says which tables there are, where the log has none of that name', async () => {
    const { code, stderr } = await logsplit(['analyze', SAMPLE, '--output', 'csv', '--table', 'rejected-lines']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/no table rejected-lines\.\nIt has .*routes/);
  });

  it('writes every table to a folder, besides its output', async () => {
    const csv = join(folder, 'deep', 'csv');
    const { code, stdout } = await logsplit(['analyze', SAMPLE, '--output', 'text', '--csv', csv]);
    expect(code).toBe(0);
    expect(stdout).toContain('WHAT TO DO');
    expect(await readdir(csv)).toEqual(expect.arrayContaining(['routes.csv', 'recommendations.csv', 'status.csv']));
    expect(await readFile(join(csv, 'routes.csv'), 'utf8')).toMatch(/^"route",/);
  });

  it('says at once where the folder cannot be made, and leaves none where the log cannot be read', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    const bad = await logsplit(['analyze', SAMPLE, '--output', 'text', '--csv', join(file, 'csv')]);
    expect(bad.code).toBe(2);
    expect(bad.stderr).toContain('cannot be written to (ENOTDIR)');
    const missing = await logsplit(['analyze', '/no/such.log', '--output', 'text', '--csv', join(folder, 'new')]);
    expect(missing.code).toBe(2);
    expect(await readdir(folder)).not.toContain('new');
  });
});

describe('-o without --output', () => {
  const written = async (name: string, args: readonly string[], options = {}): Promise<string> => {
    const file = join(folder, name);
    const { code, stderr } = await logsplit([...args, '-o', file], options);
    expect([code, stderr]).toEqual([0, '']);
    return readFile(file, 'utf8');
  };

  it.each([
    ['report.html', /^<!doctype html>/i],
    ['report.MD', /^# /],
    ['report.json', /^\{/],
    ['report.csv', /^"route",/],
    ['report.txt', /^WHAT TO DO|\nWHAT TO DO/],
    ['report', /\nWHAT TO DO/],
    ['report.pdf', /\nWHAT TO DO/],
  ])('writes %s as its name tells', async (name, beginning) => {
    expect(await written(name, ['analyze', SAMPLE])).toMatch(beginning);
  });

  it('holds for other commands, of the outputs that they have', async () => {
    const check = ['check', SAMPLE, '--max-error-rate', '99%'];
    expect(await written('check.xml', check)).toMatch(/^<\?xml/);
    expect(await written('check.json', check)).toMatch(/^\{/);
    expect(await written('check.csv', check)).not.toMatch(/^"/);
  });

  it('gives way to --output, and to that of a configuration', async () => {
    expect(await written('odd.html', ['analyze', SAMPLE, '--output', 'json'])).toMatch(/^\{/);
    const config = join(folder, 'config.json');
    await writeFile(config, JSON.stringify({ analyze: { output: 'markdown' } }));
    expect(await written('odder.html', ['--config', config, 'analyze', SAMPLE])).toMatch(/^# /);
  });
});
