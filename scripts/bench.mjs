// Runs the whole of `analyze --output json` beside peers on one generated log, and prints ratios: npm run bench [LINES].
// Ratios of one run hold from machine to machine; seconds do not.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const lines = Number(process.argv[2] ?? 1_000_000);
const rounds = 3;
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'logsplit-bench-'));
const log = (kind) => join(folder, `${kind}.log`);
const say = (text) => process.stdout.write(`${text}\n`);

const runs = [
  {
    name: 'logsplit, combined',
    command: [process.execPath, here('../dist/main.js'), 'analyze', log('combined'), '--output', 'json'],
  },
  {
    name: 'logsplit, timed',
    command: [process.execPath, here('../dist/main.js'), 'analyze', log('timed'), '--output', 'json'],
  },
  {
    name: 'goaccess, combined',
    command: ['goaccess', log('combined'), '--log-format=COMBINED', '--no-progress', '-o', 'json'],
  },
  {
    name: 'lnav, combined, one GROUP BY',
    command: [
      'lnav',
      '-n',
      '-c',
      ';SELECT cs_uri_stem, count(*) AS n FROM access_log GROUP BY cs_uri_stem ORDER BY n DESC LIMIT 10',
      log('combined'),
    ],
  },
];

try {
  for (const kind of ['combined', 'timed'])
    execFileSync(process.execPath, [here('generate-log.mjs'), String(lines), kind, log(kind)]);
  say(
    `${lines.toLocaleString('en-US')} lines; ${mb(statSync(log('combined')).size)} combined, ${mb(statSync(log('timed')).size)} timed`,
  );
  say(
    `${cpus().length} × ${cpus()[0].model.trim()}, Node ${process.versions.node}, ${process.platform}; median of ${rounds}`,
  );
  const results = [];
  for (const { name, command } of runs) {
    if (spawnSync('which', [command[0]]).status !== 0) {
      say(`${name}: ${command[0]} is not installed`);
      continue;
    }
    const measured = [];
    for (let i = 0; i < rounds; i++) measured.push(await measure(command));
    measured.sort((a, b) => a.seconds - b.seconds);
    results.push({ name, ...measured[rounds >> 1] });
  }
  const own = results[0].seconds;
  say(
    `\n${'run'.padEnd(32)}${'seconds'.padStart(9)}${'lines/s'.padStart(12)}${'peak memory'.padStart(13)}${'against logsplit'.padStart(18)}`,
  );
  for (const { name, seconds, peakBytes } of results) {
    say(
      name.padEnd(32) +
        seconds.toFixed(2).padStart(9) +
        Math.round(lines / seconds)
          .toLocaleString('en-US')
          .padStart(12) +
        (peakBytes === null ? '-' : mb(peakBytes)).padStart(13) +
        `${(seconds / own).toFixed(2)}×`.padStart(18),
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function mb(bytes) {
  return `${Math.round(bytes / 1e6)} MB`;
}

function measure([command, ...args]) {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'ignore'] });
    let peakBytes = null;
    const look = setInterval(() => {
      peakBytes = peakOf(child.pid) ?? peakBytes;
    }, 20);
    child.once('error', reject);
    child.once('exit', (code) => {
      clearInterval(look);
      if (code !== 0) reject(new Error(`${command} ended with ${code}`));
      else resolve({ seconds: (performance.now() - began) / 1000, peakBytes });
    });
  });
}

// Linux only; elsewhere the column stays empty.
function peakOf(pid) {
  try {
    const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return found ? Number(found[1]) * 1024 : null;
  } catch {
    return null;
  }
}
