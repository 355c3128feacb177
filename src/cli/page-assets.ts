import { readFile } from 'node:fs/promises';
import type { PageAssets } from '../render/document/html.js';

/** The script and the style of HTML reports, as the build made them of src/page and uPlot. */
export async function pageAssets(): Promise<PageAssets> {
  const read = (name: string): Promise<string> => readFile(new URL(`../../dist/page/${name}`, import.meta.url), 'utf8');
  const [script, style] = await Promise.all([read('page.js'), read('page.css')]);
  return { script, style };
}
