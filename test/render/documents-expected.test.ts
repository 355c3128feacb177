import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { renderCsv } from '../../src/render/document/csv.js';
import { renderHtml } from '../../src/render/document/html.js';
import { renderMarkdown } from '../../src/render/document/markdown.js';
import { tablesOf } from '../../src/render/document/tables.js';
import { EVERY_BLOCK } from '../support/document.js';

const expected = (name: string): string => fileURLToPath(new URL(`expected/${name}`, import.meta.url));

it('a document with every block reads like this in Markdown', async () => {
  await expect(renderMarkdown(EVERY_BLOCK, { top: 20 })).toMatchFileSnapshot(expected('every-block.md'));
});

it('it is this in HTML, but for what the build adds', async () => {
  await expect(renderHtml(EVERY_BLOCK, { script: 'script', style: 'style' })).toMatchFileSnapshot(
    expected('every-block.html'),
  );
});

it('its tables and charts are this in CSV', async () => {
  const tables = tablesOf(EVERY_BLOCK).map(
    (table) => `${table.name}.csv\n${renderCsv(table).replaceAll('\r\n', '\n')}`,
  );
  await expect(tables.join('\n')).toMatchFileSnapshot(expected('every-block.csv'));
});
