import { describe, expect, it } from 'vitest';
import { isoDate, readWeek, weekday, weekName, Zone } from '../../src/filter/calendar.js';

const day = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

describe('ISO weeks', () => {
  it.each([
    ['2026-11-09', '2026-W46'],
    ['2026-11-15', '2026-W46'],
    ['2027-01-01', '2026-W53'],
    ['2024-12-30', '2025-W01'],
    ['2023-01-01', '2022-W52'],
  ])('%s is in %s', (date, name) => {
    expect(weekName(day(date))).toBe(name);
  });

  it('are read with their year, and without it as the last such week', () => {
    expect(isoDate(readWeek('--week', '2026-W46', 0))).toBe('2026-11-09');
    expect(isoDate(readWeek('--week', 'W46', day('2026-11-20')))).toBe('2026-11-09');
    expect(isoDate(readWeek('--week', 'w50', day('2026-11-20')))).toBe('2025-12-08');
  });

  it.each(['2025-W53', 'W0', 'W54', '46', 'last', '2026-11'])('%s is no week', (text) => {
    expect(() => readWeek('--week', text, day('2026-11-20'))).toThrow(`--week "${text}" is no week.`);
  });

  it('begin on Monday', () => {
    expect(weekday(day('2026-11-09'))).toBe(0);
    expect(weekday(day('1969-12-28'))).toBe(6);
  });
});

describe('days of a zone', () => {
  it('begin at its midnight, in summer and in winter', () => {
    const berlin = new Zone('Europe/Berlin');
    const starts = ['2026-07-01', '2026-10-25', '2026-10-26'].map((date) =>
      new Date(berlin.startOf(day(date))).toISOString(),
    );
    // The clocks go back on October 25, which has 25 hours.
    expect(starts).toEqual(['2026-06-30T22:00:00.000Z', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z']);
  });

  it.each(['UTC', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Europe/Berlin'])(
    'of %s hold the moments between their beginnings',
    (name) => {
      const zone = new Zone(name);
      for (let at = day('2026-01-01'); at < day('2027-01-01'); at++) {
        expect(zone.dayOf(zone.startOf(at))).toBe(at);
        expect(zone.dayOf(zone.startOf(at) - 1)).toBe(at - 1);
        expect(zone.startOf(at) % 900_000).toBe(0);
      }
    },
  );

  it('of a zone that there is not are refused', () => {
    expect(() => new Zone('Mars/Olympus')).toThrow('"Mars/Olympus" is no time zone.');
  });
});
