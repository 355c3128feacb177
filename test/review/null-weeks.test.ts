import { expect, it } from 'vitest';
import { isoDate } from '../../src/filter/calendar.js';
import { comparePeriods } from '../../src/review/compare.js';
import { choosePeriods } from '../../src/review/periods.js';
import { withLogs } from '../support/analyze.js';
import { FIRST_MONDAY_S, weekLines } from '../support/weeks.js';

/** `npm run null-weeks` reviews two hundred. */
const WEEKS = Number(process.env.NULL_WEEKS ?? 12);
/** Of a file: strings have an end. */
const DAYS_A_FILE = 70;
const FIRST_DAY = FIRST_MONDAY_S / 86_400;

it('weeks in which nothing changed raise an alarm no more often than one in twenty', { timeout: 900_000 }, async () => {
  const files: Record<string, string> = {};
  let day = 0;
  for (const lines of weekLines(WEEKS + 1, { seed: 11, perDay: WEEKS > 12 ? 4000 : 2000 })) {
    const name = `access-${String(Math.floor(day++ / DAYS_A_FILE)).padStart(3, '0')}.log`;
    files[name] = (files[name] ?? '') + lines;
  }
  const alarms = await withLogs(files, {}, async ({ query }) => {
    const found: string[] = [];
    for (let week = 1; week <= WEEKS; week++) {
      const since = isoDate(FIRST_DAY + week * 7);
      const until = isoDate(FIRST_DAY + (week + 1) * 7);
      const { findings } = await comparePeriods(query, await choosePeriods(query, { since, until }, 0));
      if (findings.length > 0) found.push(`${since}: ${findings.map((one) => `${one.route}: ${one.says}`).join(' ')}`);
    }
    return found;
  });
  process.stdout.write(
    `${alarms.length} of ${WEEKS} weeks raised an alarm\n${alarms.map((one) => `  ${one}\n`).join('')}`,
  );
  // Twelve weeks are too few for a rate: one alarm among them is within it.
  expect(alarms.length).toBeLessThanOrEqual(Math.max(1, WEEKS / 20));
});
