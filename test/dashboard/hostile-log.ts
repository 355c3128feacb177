import { HOSTILE } from './fixture-report.js';

/** What a visitor can put into a path, a referrer or an agent: each harms another part of a terminal or of a layout. */
const EVIL: readonly string[] = [
  // Clears the screen, names the window, asks the terminal to type, writes the clipboard; 7-bit and 8-bit.
  '\x1b[2J\x1b[H\x1b]0;owned\x07\x1b[6n\x1b]52;c;b3duZWQ=\x07',
  '\x9b2J\x9d0;owned\x9c',
  '\x1b[?1049l\x1b[?25h\x1bc\x1b(0\x0e',
  HOSTILE.replaceAll(/[\n\ud800]/g, ''),
  '\u202e\u2067fdp.exe\u2069\u200f\u200eשלום مرحبا',
  '東京タワー写真館',
  '👩🏽‍🚀👨‍👩‍👧‍👦🇩🇪🚀☺️1️⃣',
  'क्षि\u0301\u0302\u0303\u0304\u0305\u0306q\u0303\u0323',
  '\u1112\u1161\u11ab\ua960\u1176\u3164\u2800\u00a0\u2003',
  'x'.repeat(10_000),
  '\x1b[31m東👍\u0301'.repeat(1000),
  '%1b%5b2J%e2%80%ae%00',
  '\'"`|<>&;$(reboot)\\',
];

const STATUSES = [200, 200, 304, 404, 500];

/** A log in the `timed` format in which every text from outside is hostile, with lines that cannot be read among them. */
export function hostileLog(): string {
  const lines: string[] = [];
  for (let i = 0; i < 400; i++) {
    const evil = (offset: number) => EVIL[(i + offset) % EVIL.length]!.replaceAll('"', '');
    const path = `/${i % 3 === 0 ? 'static/' : ''}${evil(0).replaceAll(/[\s\0]/gu, '')}${i % 3 === 0 ? '.png' : ''}?q=${evil(5).replaceAll(/\s/gu, '')}`;
    const at = `23/Nov/2026:16:${String(10 + Math.floor(i / 60)).padStart(2, '0')}:${String(i % 60).padStart(2, '0')} +0000`;
    const request = `${i % 7 === 0 ? 'POST' : 'GET'} ${path} HTTP/1.1`;
    lines.push(
      `192.0.2.${i % 50} - ${evil(2).replaceAll(/\s/gu, '')} [${at}] "${request}" ${STATUSES[i % STATUSES.length]} 512 ` +
        `"https://${evil(3)}/" "Mozilla/5.0 (${evil(7)}) bot" rt=0.${100 + i} uct="0.000" uht="0.0${10 + (i % 80)}" urt="0.0${10 + (i % 80)}"`,
    );
    if (i % 20 === 0) lines.push(`${evil(1)} is no request ${evil(4)}`);
  }
  return `${lines.join('\n')}\n`;
}
