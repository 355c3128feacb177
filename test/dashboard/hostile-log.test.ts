import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VIEWS } from '../../src/dashboard/views.js';
import { displayWidth } from '../../src/render/clean.js';
import { hostileLog } from './hostile-log.js';
import { Tmux } from './tmux.js';
import { Walk } from './walk.js';

/** What the dashboard itself says to a terminal: frames, places, colours, and what it takes over and gives back. */
const OURS = /\x1b\[(?:\?2026[hl]|\d+;1H|[02]?[JK]|[\d;]*m)|\x1b\[\?(?:1049|25|7|100[0236]|2004)[hl]/g;
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

const isThere = Tmux.isThere();

describe.skipIf(!isThere)(`a log full of hostile texts${isThere ? '' : ' (skipped: no tmux on the PATH)'}`, () => {
  let folder: string;
  let walk: Walk | null = null;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'logsplit-hostile-'));
    writeFileSync(join(folder, 'access.log'), hostileLog());
  });
  afterEach(() => {
    walk?.tmux.close();
    walk = null;
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    { columns: 60, rows: 20 },
    { columns: 160, rows: 50 },
  ])(
    'is shown line by line in $columns x $rows, in every view, and no control byte of it reaches the terminal',
    async ({ columns, rows }) => {
      walk = await Walk.begin(columns, rows, ['access.log'], folder);
      const { tmux } = walk;
      const painted = join(folder, 'painted');
      tmux.record(painted);
      for (const { key, title } of VIEWS) {
        for (const keys of [
          ['Escape'],
          [key],
          ['j', 'Enter'],
          ['PageDown'],
          ['Escape'],
          ['BSpace', 'BSpace', 'BSpace'],
        ]) {
          tmux.press(...keys);
          await tmux.still(150);
          const screen = tmux.screen();
          const lines = screen.trimEnd().split('\n');
          expect(lines[0], screen).toMatch(/^ logsplit {2}\S*access\.log/);
          expect(lines[1], screen).toContain('[');
          expect(lines.length, screen).toBeLessThanOrEqual(rows - 1);
          expect(screen, `${title} ${keys}`).toMatch(/ 420 lines = 400 parsed \+ 20 rejected \+ 0 ignored/);
        }
      }
      tmux.press('q');
      await tmux.untilShell();
      await tmux.until('alternate_on', '0');

      const frames = readFileSync(painted, 'utf8').split('\x1b[?1049l')[0]!;
      expect(frames.length).toBeGreaterThan(10_000);
      expect(UNSAFE.exec(frames.replaceAll(OURS, ''))).toBeNull();
      const places = frames.split(/\x1b\[(\d+);1H/);
      for (let i = 1; i < places.length; i += 2) {
        expect(Number(places[i])).toBeLessThan(rows);
        const line = places[i + 1]!.replaceAll(OURS, '');
        expect(displayWidth(line), line).toBeLessThanOrEqual(columns);
      }
    },
    120_000,
  );
});
