import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { MAIN } from '../cli/logsplit.js';
import { Tmux } from './tmux.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Set by scripts/capture-dashboard.mjs, which runs the tests with `-u`. */
const IS_CAPTURING = process.env.LOGSPLIT_CAPTURE === '1';

/** What a screen was when it was last captured, by the name of its file. */
export const captureFile = (name: string): string => fileURLToPath(new URL(`./captures/${name}.txt`, import.meta.url));

/** A walk through the dashboard, screen by screen, each compared with its committed capture. */
export class Walk {
  private constructor(readonly tmux: Tmux) {}

  /** Starts the dashboard, from the project's folder unless told otherwise; without colours, so that the text tells all. */
  static async begin(columns: number, rows: number, args: readonly string[], folder = ROOT): Promise<Walk> {
    const tmux = new Tmux(columns, rows);
    tmux.type(`cd ${folder}; clear; env -u CI ${process.execPath} ${MAIN} analyze --theme none ${args.join(' ')}`);
    try {
      // While the log is read, its line tells how much was read so far.
      await tmux.see(/\[1 Overview.* lines? = /s);
    } catch (error) {
      tmux.close();
      throw error;
    }
    return new Walk(tmux);
  }

  press(...keys: string[]): void {
    this.tmux.press(...keys);
  }

  /**
   * The screen becomes the one that was captured, however long a slow machine takes to draw it.
   * @param mask puts something fixed in the place of what differs from run to run
   */
  async expect(name: string, mask: (screen: string) => string = (screen) => screen): Promise<string> {
    const file = captureFile(name);
    const shown = () => `${mask(this.tmux.screen()).trimEnd()}\n`;
    if (IS_CAPTURING || !existsSync(file)) await this.tmux.still(1500);
    else {
      const wanted = readFileSync(file, 'utf8');
      await expect
        .poll(() => shown() === wanted, { timeout: 15_000, interval: 50 })
        .toBe(true)
        .catch(() => {});
    }
    const screen = shown();
    await expect(screen).toMatchFileSnapshot(file);
    return screen;
  }
}
