// The dashboard on a terminal: how soon it shows something of a log, and how soon a key press is drawn, once all is read
// and while questions are asked. `node scripts/bench-dashboard.mjs FILE`; needs `script` of util-linux for the terminal.
import { spawn, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const PRESSES = 50;
const DRAWN = '\x1b[?2026l';
/** Each changes the screen. */
const KEYS = ['2', 'j', 'j', '\x1b[6~', 'k', 's', '3', '1', '7', '5', 'l', '6', 'l', '4'];

/** While answers come, frames are not the key's alone: each view with what only it shows. */
const VIEWS = [
  ['2', 'reverse'],
  ['3', 'action'],
  ['1', 'Do first'],
  ['2', 'reverse'],
  ['1', 'Do first'],
];

/** Median and worst of what was measured, in milliseconds; null: there is no `script` here. */
export async function benchDashboard(file) {
  if (spawnSync('which', ['script']).status !== 0) return null;
  const shown = new Shown(file);
  try {
    const firstScreenMs = await shown.until((screen) => screen.includes('1 Overview'));
    const firstFiguresMs = await shown.until((screen) =>
      /[1-9][\d,]* lines read so far|= [1-9][\d,]* parsed/.test(screen),
    );
    const readMs = await shown.until((screen) => screen.includes(' parsed + '));
    await shown.quiet();
    const idle = await shown.presses(PRESSES);
    // Statuses, the most frequent of them: all views are asked anew, again and again.
    await shown.press('5');
    await shown.quiet();
    const busy = [];
    while (busy.length < PRESSES) {
      await shown.press('\r');
      for (const [key, text] of VIEWS) busy.push(await shown.press(key, text));
      await shown.press('5');
      await shown.press('\x7f');
      await shown.quiet();
    }
    return { firstScreenMs, firstFiguresMs, readMs, idle: summary(idle), busy: summary(busy) };
  } finally {
    shown.close();
  }
}

function summary(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return { medianMs: sorted[sorted.length >> 1], worstMs: sorted.at(-1), presses: sorted.length };
}

/** Whether a whole frame with the text was written. */
function isDrawn(output, text) {
  const at = output.indexOf(text);
  return at >= 0 && output.indexOf(DRAWN, at) >= 0;
}

class Shown {
  #began = performance.now();
  #output = '';
  #wake = () => {};

  constructor(file) {
    const command = `stty rows 50 cols 160; exec '${process.execPath}' '${MAIN}' analyze '${resolve(file)}'`;
    const env = { ...process.env, LC_ALL: 'C.UTF-8', TERM: 'xterm-256color' };
    delete env.CI;
    this.child = spawn('script', ['-qfc', command, '/dev/null'], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    this.child.stdout.setEncoding('utf8').on('data', (text) => {
      this.#output += text;
      this.#wake();
    });
  }

  /** Milliseconds from the start until what was written so far fits. */
  async until(fits) {
    while (!fits(this.#output)) await this.#more();
    return performance.now() - this.#began;
  }

  /** Until nothing is drawn for a while. */
  async quiet() {
    for (;;) {
      this.#output = '';
      await Promise.race([this.#more().catch(() => {}), new Promise((done) => setTimeout(done, 1500))]);
      if (this.#output === '') return;
    }
  }

  /** Milliseconds from a key press to the end of the frame that it leads to. */
  async press(key, text = '') {
    this.#output = '';
    const pressed = performance.now();
    this.child.stdin.write(key);
    while (!isDrawn(this.#output, text)) await this.#more();
    return performance.now() - pressed;
  }

  async presses(count) {
    const all = [];
    for (let i = 0; i < count; i++) {
      all.push(await this.press(KEYS[i % KEYS.length]));
      await new Promise((done) => setTimeout(done, 20));
    }
    return all;
  }

  /** @throws where nothing more comes */
  async #more() {
    let patience;
    const more = new Promise((resolve, reject) => {
      this.#wake = resolve;
      patience = setTimeout(() => reject(new Error('the dashboard drew nothing for two minutes')), 120_000);
    });
    await more.finally(() => clearTimeout(patience));
  }

  close() {
    this.child.stdin.write('q');
    this.child.stdin.end();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(`${JSON.stringify(await benchDashboard(process.argv[2]), null, 2)}\n`);
}
