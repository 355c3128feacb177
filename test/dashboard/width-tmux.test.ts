import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanText, displayWidth } from '../../src/render/clean.js';
import { Tmux } from './tmux.js';

const isThere = Tmux.isThere();

describe.skipIf(!isThere)(`a real terminal${isThere ? '' : ' (skipped: no tmux on the PATH)'}`, () => {
  let folder: string;
  let tmux: Tmux;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'logsplit-width-'));
    tmux = new Tmux(200, 5);
  });
  afterAll(() => {
    tmux.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ['wide letters', '東京タワー/写真 ａｂｃ 한국어'],
    ['syllables in their parts', 'ᄒ\u1161\u11ab ᄀ\u1100\ua97c\u1177 ㅎㅏㄴ'],
    ['emoji with skin tones, joiners and presentation', '🚀👍🏽👩🏽‍🚀☺️☺︎⌚⏱1️⃣'],
    ['flags and half of one', '🇩🇪🇯🇵🇦'],
    ['Indic conjuncts and vowel signs', 'क्षि कि ௌ ก็ สำ'],
    ['marks on letters, stray ones, and far too many', `e\u0301 q\u0303\u0323 \u0301x z${'\u0301'.repeat(9)}`],
    ['right-to-left text with its marks', '\u202eשלום\u200f مرحبا\u2069 ﷽'],
    ['control bytes of both kinds', '\x1b[2J\x1b]0;owned\x07\x9b31m\x00\x7f\u2028'],
    ['blanks that are not spaces', '\u00a0\u2003\u3000\u3164\u00ad\ufeff'],
    ['what the dashboard draws', '╭─╮│▌▏▎▍▋▊▉█▓▒░▁▂▃▄▅▆▇▲▼·–…'],
  ])('gives %s the columns that they are counted as', async (_name, source) => {
    const text = cleanText(source);
    const file = join(folder, 'text');
    writeFileSync(file, text);
    tmux.type(`clear; cat ${file}; read -r _`);
    await expect.poll(() => tmux.flag('cursor_x'), { timeout: 10_000 }).toBe(String(displayWidth(text)));
    tmux.press('Enter');
  });
});
