import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { renderText } from '../../src/render/text.js';
import { reportOf } from '../support/analyze.js';
import { siteLog } from '../support/site.js';

const expected = (name: string): string => fileURLToPath(new URL(`expected/${name}`, import.meta.url));

it('the text report of a small shop reads like this', async () => {
  const report = await reportOf(siteLog());
  const path = 'access.log';
  const input = {
    ...report.input,
    files: report.input.files.map((file) => ({ ...file, path })),
    rejectedLines: report.input.rejectedLines.map((line) => ({ ...line, path })),
  };
  const text = renderText({ ...report, input }, { columns: 80, top: 20, color: false });
  await expect(text).toMatchFileSnapshot(expected('small-shop.txt'));
});
