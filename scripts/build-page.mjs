// Bundles what runs in the HTML report: src/page and uPlot become dist/page/page.js, their styles dist/page/page.css.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const uplot = (path) => readFileSync(createRequire(import.meta.url).resolve(`uplot/${path}`), 'utf8');

const bundle = await rolldown({
  input: at('src/page/page.ts'),
  platform: 'browser',
  resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
});
const licence = uplot('LICENSE').trim();
await bundle.write({
  file: at('dist/page/page.js'),
  format: 'iife',
  minify: true,
  postBanner: `/*! with uPlot, https://github.com/leeoniya/uPlot:\n${licence}\n*/`,
});
await bundle.close();
writeFileSync(
  at('dist/page/page.css'),
  `${uplot('dist/uPlot.min.css')}\n${readFileSync(at('src/page/page.css'), 'utf8')}`,
);
