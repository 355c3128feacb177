// How large an HTML report is, and how long a browser takes to open it: node scripts/bench-page.mjs report.html [runs]
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { chromium } from 'playwright-core';

const [file, runs = '10'] = process.argv.slice(2);
const path = resolve(file);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const times = [];
for (let run = 0; run < Number(runs); run += 1) {
  const page = await browser.newPage();
  const began = performance.now();
  await page.goto(`file://${path}`);
  // Charts are drawn, and a frame with them is shown.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  times.push(performance.now() - began);
  await page.close();
}
await browser.close();
times.sort((a, b) => a - b);
const ms = (n) => `${n.toFixed(0)} ms`;
process.stdout.write(
  `${statSync(path).size.toLocaleString('en')} bytes; opens in ${ms(times[times.length >> 1])}, at most ${ms(times.at(-1))} (n = ${runs})\n`,
);
