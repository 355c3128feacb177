import { beforeAll, describe, expect, it } from 'vitest';
import { analysisDocument } from '../../src/render/analysis/document.js';
import { ANALYSIS_TABLES } from '../../src/render/analysis/tables.js';
import type { Table } from '../../src/render/document/document.js';
import { tablesOf } from '../../src/render/document/tables.js';
import type { Report } from '../../src/report/types.js';
import { reportOf } from '../support/analyze.js';
import { siteLog } from '../support/site.js';

const COMBINED = '192.0.2.1 - - [14/Nov/2023:22:13:20 +0100] "GET /a.css HTTP/1.1" 200 5 "-" "curl/8.5.0"\n'.repeat(3);

let site: Report;
let tables: Table[];
beforeAll(async () => {
  site = await reportOf(siteLog());
  tables = tablesOf(analysisDocument(site));
});

const column = (name: string, key: string): unknown[] => {
  const table = tables.find((one) => one.name === name)!;
  const at = table.columns.findIndex((one) => one.key === key);
  return table.rows.map((row) => row[at]);
};

describe('the document of a report', () => {
  it('has the tables that --table offers, each once', () => {
    expect(tables.map(({ name }) => name).sort()).toEqual([...ANALYSIS_TABLES].sort());
  });

  it('has a cell for each column, and each column once', () => {
    for (const { columns, rows } of tables) {
      for (const row of rows) expect(row).toHaveLength(columns.length);
      expect(new Set(columns.map(({ key }) => key)).size).toBe(columns.length);
    }
  });

  it('has every route and recommendation, and all requests over time', () => {
    expect(column('routes', 'route')).toHaveLength(site.routes.length);
    expect(column('routes', 'app_s')).toEqual(site.routes.map(({ upstreamTime }) => upstreamTime?.sum ?? null));
    expect(column('recommendations', 'target')).toEqual(site.recommendations.map(({ target }) => target));
    const requests = column('requests-over-time', 'requests') as number[];
    expect(requests.reduce((sum, n) => sum + n, 0)).toBe(site.totals.requests);
  });

  it('leaves out what a plain log does not tell', async () => {
    const plain = analysisDocument(await reportOf(COMBINED, { logFormat: null }));
    const keys = tablesOf(plain)
      .find(({ name }) => name === 'routes')!
      .columns.map(({ key }) => key);
    expect(keys).toContain('requests');
    expect(keys.filter((key) => /app_|request_|cpu|queued/.test(key))).toEqual([]);
  });
});
