// Writes a log of the given number of lines for benchmarks: generate-log.mjs LINES combined|timed FILE [SEED].
// Deterministic. Popularity of paths, clients and agents falls off as 1/rank, as it does in real logs.

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

const [lines, kind, file, seed = '1'] = process.argv.slice(2);
if (!file || !['combined', 'timed'].includes(kind))
  throw new Error('usage: generate-log.mjs LINES combined|timed FILE [SEED]');

let state = Number(seed) >>> 0;
/** mulberry32: a uniform number in [0, 1). */
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}
const below = (n) => Math.floor(random() * n);
// The inverse of the logarithm: rank r comes about 1/r as often as rank 1.
const ranked = (list) => list[Math.min(list.length - 1, Math.floor(list.length ** random()) - 1)];
const many = (n, make) => Array.from({ length: n }, (_, i) => make(i));

const clients = many(50_000, () => `${1 + below(223)}.${below(256)}.${below(256)}.${1 + below(254)}`);
const agents = many(800, (i) =>
  i % 9 === 0
    ? `Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html; ${i})`
    : `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${100 + (i % 40)}.0.${i}.0 Safari/537.36`,
);
const referrers = many(5_000, (i) => `https://www.example.com/page/${i.toString(36)}`);
const assets = many(
  300,
  (i) =>
    `/static/${['js', 'css', 'img'][i % 3]}/app.${(0x1000_0000 + i * 7919).toString(16)}.${['js', 'css', 'png'][i % 3]}`,
);
const endpoints = many(40, (i) => ({
  path: `/api/v${1 + (i % 3)}/${['users', 'orders', 'items', 'carts'][i % 4]}${i >> 2}`,
  base_s: 0.004 * (1 + below(40)),
}));
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (n) => String(n).padStart(2, '0');
const SPAN_S = 7 * 86_400;
const START_S = Date.UTC(2026, 2, 1) / 1000;

function stamp(s) {
  const d = new Date(s * 1000);
  return `${two(d.getUTCDate())}/${months[d.getUTCMonth()]}/${d.getUTCFullYear()}:${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())} +0000`;
}

function line(i, total) {
  const isAsset = random() < 0.4;
  const endpoint = ranked(endpoints);
  const path = isAsset
    ? ranked(assets)
    : random() < 0.5
      ? `${endpoint.path}/${below(2_000_000)}`
      : `${endpoint.path}?page=${below(20)}`;
  const status = random() < 0.95 ? 200 : ranked([404, 302, 304, 500]);
  const referrer = random() < 0.4 ? '-' : ranked(referrers);
  const text = `${ranked(clients)} - - [${stamp(START_S + Math.floor((i * SPAN_S) / total))}] "GET ${path} HTTP/1.1" ${status} ${isAsset ? 400 + below(90_000) : 20 + below(8_000)} "${referrer}" "${ranked(agents)}"`;
  if (kind === 'combined') return text;
  const upstream_s = endpoint.base_s * Math.exp(random() + random() - 1);
  const app = isAsset ? ['-', '-', '-'] : ['0.000', upstream_s.toFixed(3), upstream_s.toFixed(3)];
  return `${text} rt=${isAsset ? '0.000' : (upstream_s + 0.001).toFixed(3)} uct="${app[0]}" uht="${app[1]}" urt="${app[2]}" cs=-`;
}

const out = createWriteStream(file);
const total = Number(lines);
for (let i = 0; i < total; ) {
  const block = [];
  for (const end = Math.min(total, i + 10_000); i < end; i++) block.push(line(i, total));
  if (!out.write(`${block.join('\n')}\n`)) await once(out, 'drain');
}
out.end();
await once(out, 'finish');
