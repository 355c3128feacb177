import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { NOTHING_TOLD } from '../../src/evidence/options.js';
import { HIT_COLUMNS, NOT_REPORTED, REPORTED_WITH, SETTLED_BY } from '../../src/ingest/columns.js';
import { collectReport } from '../../src/report/collect.js';
import type { Report } from '../../src/report/types.js';
import { type AnalysisOptions, filterOf, type Logs, readInto, reportOf } from '../support/analyze.js';
import { openStore } from '../support/database.js';
import { FULL_FORMAT, logLine } from '../support/lines.js';

const SQL_TYPES = { id: 'INTEGER', bigint: 'BIGINT', integer: 'INTEGER', double: 'DOUBLE', text: 'VARCHAR' } as const;
const sample = (name: string): string => readFileSync(new URL(`../../samples/${name}.log`, import.meta.url), 'utf8');

/** The report of a log that was read for it alone; whatever was left out says something wrong. */
async function reportAlone(logs: Logs, options: AnalysisOptions, wrong: readonly string[]): Promise<Report> {
  const { store, database } = await openStore();
  try {
    await readInto(store, logs, { ...options, purpose: 'report' });
    for (const name of wrong) {
      const type = SQL_TYPES[HIT_COLUMNS[name as keyof typeof HIT_COLUMNS] as keyof typeof SQL_TYPES];
      await database.run(`ALTER TABLE hits DROP COLUMN ${name}`);
      await database.run(`ALTER TABLE hits ADD COLUMN ${name} ${type} DEFAULT 987654`);
    }
    const filter = filterOf(options);
    if (filter !== null) await store.choose(filter.choice);
    return await collectReport(store, NOTHING_TOLD, filter?.told);
  } finally {
    database.close();
  }
}

const FILTERS = { host: [], method: ['GET', 'POST'], status: ['2xx', '404'] };

/** Many distinct paths, queries and clients; of some static files the application is asked last. */
function manyTexts(leaks: number): string {
  const lines = Array.from({ length: 20_000 }, (_, at) => {
    const isLeak = at >= 20_000 - leaks;
    const path = isLeak ? `/static/${at % 7}.css` : `/${['users', 'orders', 'carts'][at % 3]}/${at % 9000}/view`;
    return logLine({
      at,
      client: `10.${at % 5}.${at % 200}.${at % 11}`,
      request: `GET ${path}?q=${at % 5000} HTTP/1.1`,
      upstreamS: isLeak || at % 3 === 0 ? '0.020' : '-',
    });
  });
  return `${lines.join('\n')}\n`;
}

test.each<[string, Logs, AnalysisOptions]>([
  ['combined lines', sample('combined'), {}],
  ['timed lines', sample('timed'), {}],
  ['times of the application', sample('timed-cpu'), {}],
  ['JSON', sample('json'), {}],
  ['two logs', { 'a.log': sample('timed'), 'b.log': sample('combined') }, {}],
  ['filters', sample('timed'), { filters: FILTERS, noBots: true }],
  ['little memory', manyTexts(0), { mostTextBytes: 1 << 17, logFormat: FULL_FORMAT }],
  ['little memory and leaks', manyTexts(100), { mostTextBytes: 1 << 17, logFormat: FULL_FORMAT }],
  ['much memory and leaks', manyTexts(100), { logFormat: FULL_FORMAT }],
])('a report of %s is the same where only what it needs was read', async (name, logs, options) => {
  const asked = { logFormat: null, ...options };
  const full = await reportOf(logs, asked);
  // What the application reports is held against the time until its header.
  const reports = name === 'times of the application' || name === 'JSON';
  const wrong = [...NOT_REPORTED, ...SETTLED_BY, ...(reports ? [] : REPORTED_WITH)];
  expect(plain(await reportAlone(logs, asked, wrong))).toEqual(plain(full));
  expect(full.routes.length).toBeGreaterThan(2);
});

test.each([
  ['are not stored where no file leaks', 0, 0],
  ['are stored where one does', 1, 9001],
])('paths of a report alone %s', async (_, leaks, paths) => {
  const { store, database } = await openStore();
  try {
    await readInto(store, manyTexts(leaks), { purpose: 'report' });
    expect(await database.run('SELECT count(*)::INTEGER AS paths FROM paths')).toEqual([{ paths }]);
  } finally {
    database.close();
  }
});

/** Without the folder that the logs lay in. */
function plain(report: Report): unknown {
  return JSON.parse(JSON.stringify(report).replace(/[^"]*logsplit-test-[^"/]*\//g, ''));
}
