// Runs the whole of `analyze --output json` beside peers on generated logs: npm run bench [LINES] [ROUNDS].
// Ratios of one run hold from machine to machine; seconds do not. Every round runs all of them in turn, so that whatever
// else the machine does meets all alike.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchDashboard } from './bench-dashboard.mjs';

const lines = Number(process.argv[2] ?? 1_000_000);
const rounds = Number(process.argv[3] ?? 3);
const TICKS_PER_SECOND = 100;
const SMALL = 1000;
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'logsplit-bench-'));
const log = (kind) => join(folder, `${kind}.log`);
const say = (text) => process.stdout.write(`${text}\n`);
const own = (name, kind) => ({
  name,
  lines: kind === 'small' ? SMALL : lines,
  command: [
    process.execPath,
    ...['--import', here('bench-phases.mjs'), here('../dist/main.js'), 'analyze', log(kind), '--output', 'json'],
  ],
});

const runs = [
  own('logsplit, combined', 'combined'),
  own('logsplit, timed', 'timed'),
  own('logsplit, 1,000 timed lines', 'small'),
  {
    name: 'goaccess, combined',
    lines,
    command: ['goaccess', log('combined'), '--log-format=COMBINED', '--no-progress', '-o', 'json'],
  },
  ...['combined', 'timed'].map((kind) => ({
    name: `lnav, ${kind}, one GROUP BY`,
    lines,
    command: [
      'lnav',
      '-n',
      '-c',
      ';SELECT cs_uri_stem, count(*) AS n FROM access_log GROUP BY cs_uri_stem ORDER BY n DESC LIMIT 10',
      log(kind),
    ],
  })),
].filter(({ name, command }) => {
  const isThere = spawnSync('which', [command[0]]).status === 0;
  if (!isThere) say(`${name}: ${command[0]} is not installed`);
  return isThere;
});

try {
  for (const kind of ['combined', 'timed']) generate(lines, kind, log(kind));
  generate(SMALL, 'timed', log('small'));
  say(
    `${lines.toLocaleString('en-US')} lines; ${mb(statSync(log('combined')).size)} combined, ${mb(statSync(log('timed')).size)} timed`,
  );
  say(
    `${cpus().length} × ${cpus()[0].model.trim()}, Node ${process.versions.node}, ${process.platform}; medians of ${rounds}`,
  );
  const measured = runs.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, { command }] of runs.entries()) measured[i].push(await measure(command));
  }
  table(measured);
  tellDashboard(await benchDashboard(log('timed')));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function generate(count, kind, file) {
  execFileSync(process.execPath, [here('generate-log.mjs'), String(count), kind, file]);
}

function tellDashboard(figures) {
  if (figures === null) return say('\ndashboard: script (util-linux) is not installed');
  const { firstScreenMs, firstFiguresMs, readMs, idle, busy } = figures;
  const s = (ms) => `${(ms / 1000).toFixed(2)} s`;
  const keys = ({ medianMs, worstMs, presses }) =>
    `${medianMs.toFixed(0)} ms (worst of ${presses}: ${worstMs.toFixed(0)} ms)`;
  say(`\ndashboard, timed: first screen ${s(firstScreenMs)}, first figures ${s(firstFiguresMs)}, all ${s(readMs)}`);
  say(`key press to its frame: ${keys(idle)}; while questions are asked: ${keys(busy)}`);
}

function table(measured) {
  const head = ['seconds', 'CPU s', 'lines/s', 'peak memory', 'against logsplit'];
  say(`\n${'run'.padEnd(30)}${head.map((text) => text.padStart(17)).join('')}`);
  for (const [i, { name, lines: count }] of runs.entries()) {
    const all = measured[i];
    const seconds = median(all.map((one) => one.seconds));
    const cells = [
      seconds.toFixed(2),
      median(all.map((one) => one.cpuSeconds)).toFixed(2),
      Math.round(count / seconds).toLocaleString('en-US'),
      mb(Math.max(...all.map((one) => one.peakBytes))),
      `${median(all.map((one, round) => one.seconds / measured[0][round].seconds)).toFixed(2)}×`,
    ];
    say(name.padEnd(30) + cells.map((text) => text.padStart(17)).join(''));
  }
  say('');
  for (const [i, { name, lines: count }] of runs.entries()) {
    if (measured[i][0].phases === null) continue;
    const of = (phase) => median(measured[i].map((one) => one.phases[phase]));
    say(
      `${name}: start ${of('start').toFixed(2)} s, read ${of('read').toFixed(2)} s (${Math.round(count / of('read')).toLocaleString('en-US')} lines/s), report ${of('report').toFixed(2)} s, close ${of('close').toFixed(2)} s`,
    );
  }
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

function mb(bytes) {
  return Number.isNaN(bytes) ? '-' : `${Math.round(bytes / 1e6)} MB`;
}

function measure([command, ...args]) {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let told = '';
    let use = { peakBytes: Number.NaN, cpuSeconds: Number.NaN };
    child.stderr.on('data', (chunk) => {
      told += chunk;
    });
    const look = setInterval(() => {
      use = useOf(child.pid) ?? use;
    }, 10);
    child.once('error', reject);
    child.once('close', (code) => {
      clearInterval(look);
      if (code !== 0) reject(new Error(`${command} ended with ${code}: ${told}`));
      else resolve({ seconds: (performance.now() - began) / 1000, ...use, phases: phasesOf(told) });
    });
  });
}

function phasesOf(told) {
  const line = told.split('\n').find((text) => text.startsWith('{"start"'));
  return line === undefined ? null : JSON.parse(line);
}

// Linux only; elsewhere the columns stay empty. The last look is up to 10 ms before the end.
function useOf(pid) {
  try {
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (!peak) return null;
    return {
      peakBytes: Number(peak[1]) * 1024,
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND,
    };
  } catch {
    return null;
  }
}
