import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { pageAssets } from '../../src/cli/page-assets.js';
import { analysisDocument } from '../../src/render/analysis/document.js';
import { renderHtml } from '../../src/render/document/html.js';
import type { Report } from '../../src/report/types.js';
import { logsplit } from '../cli/logsplit.js';
import { describeWith } from '../instrument/support/requirements.js';
import { reportOf } from '../support/analyze.js';
import { startBrowser } from '../support/browser.js';
import { EVERY_BLOCK } from '../support/document.js';
import { HOSTILE, poisoned } from '../support/hostile.js';
import { siteLog } from '../support/site.js';

const ATTACKS = [
  '<script>window.owned = 1</script>',
  '"><img src=x onerror="window.owned = 1">',
  "'><svg onload=window.owned=1>",
  '</script><script>window.owned = 1</script>',
  '<!--<script>',
  '</style><style>*{display:none}',
  '<a href="javascript:window.owned=1">',
  '{{constructor.constructor("window.owned=1")()}}',
];

describeWith(['chromium'], 'the HTML report in a browser', () => {
  let folder: string;
  let browser: Browser;
  let site: Report;
  let file: string;
  /** What a page said or did that it should not: console, errors, requests. */
  const unwanted: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'logsplit-html-'));
    [browser, site] = await Promise.all([startBrowser(), reportOf(siteLog())]);
    file = join(folder, 'sample.html');
    const { code } = await logsplit(['analyze', 'samples/timed-cpu.log', '--output', 'html', '-o', file]);
    expect(code).toBe(0);
  });
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    unwanted.length = 0;
    const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, ...options });
    const page = await context.newPage();
    page.on('console', (message) => unwanted.push(message.text()));
    page.on('pageerror', (error) => unwanted.push(error.message));
    page.on('request', (request) => {
      if (request.url() !== `file://${path}`) unwanted.push(request.url());
    });
    await page.goto(`file://${path}`);
    return page;
  }

  async function openReport(report: Report): Promise<Page> {
    const path = join(folder, `${Math.random()}.html`);
    await writeFile(path, renderHtml(analysisDocument(report), await pageAssets()));
    return open(path);
  }

  const firstColumn = (page: Page): Promise<string[]> => page.locator('#routes tbody th summary').allTextContents();
  /** How many colours a chart was drawn with, and the most frequent one that is not transparent. */
  const colors = (page: Page): Promise<string[]> =>
    page.evaluate(`(() => {
      const canvas = document.querySelector('canvas');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      const found = new Map();
      for (let i = 0; i < data.length; i += 4) {
        if (data[i + 3] < 255) continue;
        const color = data.slice(i, i + 3).join();
        found.set(color, (found.get(color) ?? 0) + 1);
      }
      return [...found].sort((a, b) => b[1] - a[1]).map(([color]) => color);
    })()`);

  const picture = (page: Page): Promise<string> =>
    page.evaluate("document.querySelector('canvas').toDataURL()") as Promise<string>;

  test('opens from a file, draws its charts and asks for nothing', async () => {
    const page = await open(file);
    expect(await page.locator('canvas').count()).toBe(2);
    expect((await colors(page)).length).toBeGreaterThan(3);
    expect(await page.locator('h1').count()).toBe(1);
    expect(unwanted).toEqual([]);
  });

  test('sorts by any column, what is not known at the end', async () => {
    const page = await open(file);
    const before = await firstColumn(page);
    const heading = page.locator('#routes thead th', { hasText: 'requests' }).first();
    await heading.locator('button').click();
    expect(await heading.getAttribute('aria-sort')).toBe('descending');
    const counts = async (): Promise<number[]> =>
      (await page.locator('#routes tbody tr td:nth-child(5)').allTextContents()).map((text) =>
        Number(text.replaceAll(',', '')),
      );
    expect(await counts()).toEqual((await counts()).sort((a, b) => b - a));
    await heading.locator('button').press('Enter');
    expect(await heading.getAttribute('aria-sort')).toBe('ascending');
    expect(await counts()).toEqual((await counts()).sort((a, b) => a - b));
    await page.locator('#routes thead button', { hasText: /^app p95$/ }).click();
    const times = await page.locator('#routes tbody tr td:nth-child(9)').allTextContents();
    expect(times.slice(times.indexOf('-')).every((text) => text === '-')).toBe(true);
    expect(times).toContain('-');
    expect((await firstColumn(page)).sort()).toEqual(before.sort());
  });

  test('filters by words and by choice, and says how many rows are left', async () => {
    const page = await open(file);
    const all = (await firstColumn(page)).length;
    await page.getByLabel('Filter: Routes').fill('api -risk');
    const left = await firstColumn(page);
    expect(left.length).toBeGreaterThan(2);
    expect(left.every((name) => name.includes('/api/') && !name.includes('risk'))).toBe(true);
    expect(await page.locator('#routes output').textContent()).toBe(`${left.length} of ${all} rows`);
    await page.getByLabel('Filter: Routes').fill('');
    await page.getByLabel('bound: Routes').selectOption('io');
    expect(new Set(await page.locator('#routes tbody tr td:nth-child(3)').allTextContents())).toEqual(new Set(['io']));
  });

  test('shows columns of detail and the reason of a row when asked', async () => {
    const page = await open(file);
    const detail = page.locator('#routes thead th', { hasText: 'app max' });
    expect(await detail.isVisible()).toBe(false);
    await page.locator('#routes').getByLabel('all columns').check();
    expect(await detail.isVisible()).toBe(true);
    const why = page.locator('#routes tbody details p').first();
    expect(await why.isVisible()).toBe(false);
    await page.locator('#routes tbody summary').first().press('Enter');
    expect(await why.isVisible()).toBe(true);
  });

  test('shows the first of many rows, and all when asked', async () => {
    const route = site.routes[0]!;
    const many = Array.from({ length: 1500 }, (_, i) => ({ ...route, route: `/page/${i}` }));
    const page = await openReport({ ...site, routes: many });
    expect(await page.locator('#routes tbody tr').count()).toBe(50);
    await page.locator('#routes .more').click();
    expect(await page.locator('#routes tbody tr').count()).toBe(1000);
    expect(await page.locator('#routes .cut').textContent()).toContain('The first 1,000 of 1,500 rows');
  });

  test('is steered by keys: a chart says its values and zooms', async () => {
    const page = await open(file);
    const chart = page.locator('[data-chart] > [tabindex]').first();
    await chart.focus();
    await page.keyboard.press('ArrowRight');
    const spoken = page.locator('[data-chart] [aria-live]').first();
    expect(await spoken.textContent()).toMatch(/^2026-11-23 16:12:45, requests \d+, server errors \d+$/);
    const all = await picture(page);
    await page.keyboard.press('+');
    await expect.poll(() => picture(page)).not.toBe(all);
    await page.keyboard.press('0');
    await expect.poll(() => picture(page)).toBe(all);
    expect(unwanted).toEqual([]);
  });

  test.each(['light', 'dark'] as const)('is accessible in %s', async (colorScheme) => {
    const path = join(folder, 'every-block.html');
    await writeFile(path, renderHtml(EVERY_BLOCK, await pageAssets()));
    for (const one of [path, file]) {
      const page = await open(one, { colorScheme });
      await page.evaluate(axe.source);
      const found = (await page.evaluate('axe.run()')) as { violations: { id: string; nodes: { html: string }[] }[] };
      expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    }
  });

  test('is dark where the reader prefers it, or asks for it', async () => {
    const background = (page: Page): Promise<string> =>
      page.evaluate('getComputedStyle(document.body).backgroundColor') as Promise<string>;
    const light = await open(file, { colorScheme: 'light' });
    const dark = await open(file, { colorScheme: 'dark' });
    expect(await background(light)).not.toBe(await background(dark));
    expect((await colors(light))[0]).not.toBe((await colors(dark))[0]);
    await light.getByRole('button', { name: 'Theme: auto' }).click();
    await light.getByRole('button', { name: 'Theme: light' }).click();
    expect(await background(light)).toBe(await background(dark));
    expect((await colors(light))[0]).toBe((await colors(dark))[0]);
  });

  test('prints: on white, instructions open, controls away', async () => {
    const page = await open(file, { colorScheme: 'dark' });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    expect(await page.locator('.findings pre').first().innerText()).toContain('py-spy record -d 30');
    expect(await page.locator('.tools').first().isVisible()).toBe(false);
    const pdf = join(folder, 'report.pdf');
    await page.pdf({ path: pdf, format: 'A4' });
    expect((await stat(pdf)).size).toBeGreaterThan(50_000);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await page.locator('.findings details[open]').count()).toBe(0);
  });

  test('is readable without scripts, charts included', async () => {
    const page = await open(file, { javaScriptEnabled: false });
    expect(await page.locator('.plot svg polyline').first().isVisible()).toBe(true);
    expect(await page.locator('#routes tbody tr').count()).toBeGreaterThan(40);
  });

  test('runs nothing of a log, whatever stands in its fields', async () => {
    const shape = (page: Page): Promise<string> =>
      page.evaluate("[...document.querySelectorAll('*')].map(({ localName }) => localName).join()") as Promise<string>;
    const plain = await shape(await openReport(poisoned(site, 'plain')));
    for (const attack of [ATTACKS.join(' '), [...ATTACKS].reverse().join('')]) {
      const page = await openReport(poisoned(site, attack));
      expect(await page.evaluate('window.owned')).toBeUndefined();
      expect(await shape(page)).toBe(plain);
      expect(await page.locator('#routes tbody th summary').first().textContent()).toContain(attack.slice(0, 200));
      expect(unwanted).toEqual([]);
    }
  });

  test('shows what hides or turns text as an escape', async () => {
    const page = await openReport(poisoned(site, HOSTILE));
    expect(await page.locator('#routes tbody th summary').first().textContent()).toContain('\\x1b[2J');
    expect(await page.locator('body').textContent()).not.toMatch(/[\u202e\u200f\u061c\x1b]/);
  });
});
