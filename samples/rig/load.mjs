// Open-loop load: requests arrive at a rate that swings from LOW to HIGH a second and back, answered or not.
// node load.mjs LOW HIGH PERIOD_S SECONDS SEED
import { readFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';

const PORT = 8080;
const [low, high, period, seconds, seed] = process.argv.slice(2).map(Number);
const traffic = JSON.parse(readFileSync(new URL('./traffic.json', import.meta.url), 'utf8'));
const agent = new http.Agent({ keepAlive: true });
const counts = { sent: 0, answered: 0, broken: 0 };

// mulberry32, seeded: two runs with one seed ask for nearly the same things.
let state = seed | 0;
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}
const any = (list) => list[Math.floor(random() * list.length)];
const popular = (list) => list[Math.floor(random() * random() * list.length)];
const inTurn = (list) => list[list.push(list.shift()) - 1];
const hex = (digits) => Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');

const orders = Array.from({ length: 150 }, () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`);
const users = Array.from({ length: 400 }, (_, i) => 1000 + i);
const visitors = traffic.visitors.map((visitor, i) => ({ ...visitor, address: `127.0.0.${i + 2}` }));
const having = (role) => visitors.filter((visitor) => visitor.role === role);
const people = having('person');

function send(visitor, path, { method = 'GET', headers = {}, referrer, patienceMs } = {}) {
  const sent = { Host: 'shop.example', 'User-Agent': visitor.agent, ...headers };
  if (referrer) sent.Referer = referrer;
  if (visitor.user) sent.Authorization = `Basic ${Buffer.from(visitor.user).toString('base64')}`;
  counts.sent++;
  const from = { host: '127.0.0.1', port: PORT, localAddress: visitor.address, agent };
  const request = http.request({ ...from, path, method, headers: sent });
  request.on('response', (response) => response.resume().on('end', () => counts.answered++));
  request.on('error', () => counts.broken++);
  if (patienceMs) setTimeout(() => request.destroy(), patienceMs);
  request.end();
}

function sendRaw(visitor, bytes) {
  counts.sent++;
  const socket = net.connect({ host: '127.0.0.1', port: PORT, localAddress: visitor.address });
  socket.on('error', () => counts.broken++).on('close', () => counts.answered++).resume();
  socket.write(bytes);
  setTimeout(() => socket.end(), 300);
}

function visit() {
  let left = random() * traffic.endpoints.reduce((sum, { weight }) => sum + weight, 0);
  const { path, args, then = [], ...options } = traffic.endpoints.find(({ weight }) => (left -= weight) <= 0);
  const visitor = random() < 0.85 ? any(people) : any(having('script'));
  const target = path.replace('<int>', () => popular(users)).replace('<uuid>', () => popular(orders));
  const browsing = visitor.role === 'person' && visitor.agent.startsWith('Mozilla');
  const patienceMs = random() < 0.02 ? 60 : undefined;
  const referrer = browsing && random() < 0.5 ? popular(traffic.referrers) : undefined;
  send(visitor, args ? `${target}?${popular(args)}` : target, { ...options, referrer, patienceMs });
  // A browser asks for the page's files; half of them it has already.
  for (const file of browsing ? then.filter(() => random() < 0.5) : [])
    setTimeout(() => send(visitor, file, { referrer: `https://shop.example${target}` }), 40 + random() * 60);
}

const start = performance.now();
let next = start;
function tick() {
  const now = performance.now();
  for (; next <= now; next += (-Math.log(1 - random()) / rate(next)) * 1000) visit();
  if (now - start < seconds * 1000) setTimeout(tick, Math.min(4, Math.max(0, next - now)));
  else setTimeout(finish, 3000);
}
const rate = (at) => low + ((high - low) * (1 - Math.cos((2 * Math.PI * (at - start)) / 1000 / period))) / 2;

function finish() {
  process.stdout.write(`${JSON.stringify(counts)}\n`);
  for (const timer of timers) clearInterval(timer);
  agent.destroy();
}

const timers = [
  setInterval(() => send(having('health')[0], '/go'), 1000),
  setInterval(() => send(any(having('crawler')), inTurn(traffic.crawled)), 2300),
  setInterval(() => send(having('scanner')[0], inTurn(traffic.probes)), 4100),
  setInterval(() => sendRaw(having('scanner')[0], Buffer.from(inTurn(traffic.malformed), 'hex')), 5300),
];
tick();
