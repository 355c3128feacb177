import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadQuery } from '../../src/store/query-file.js';
import { type Database, openDatabase } from '../support/database.js';

const NAMES = readdirSync(new URL('../../queries/', import.meta.url))
  .filter((file) => file.endsWith('.sql'))
  .map((file) => file.replace(/\.sql$/, ''));
const QUESTIONS = NAMES.filter((name) => !['schema', 'views', 'analysis'].includes(name));

/** The parameters of a statement: every $name outside of comments and strings. */
function parametersOf(sql: string): string[] {
  const code = sql.replace(/--.*$/gm, '').replace(/'[^']*'/g, "''");
  return [...new Set([...code.matchAll(/\$(\w+)/g)].map(([, name]) => name!))];
}

let database: Database;
beforeAll(async () => {
  database = await openDatabase(['schema.sql', 'views.sql', 'analysis.sql']);
});
afterAll(() => database.close());

describe('the folder of queries', () => {
  it('holds the schema, the views and questions, and nothing else', () => {
    expect(NAMES).toEqual(expect.arrayContaining(['schema', 'views', 'totals', 'routes']));
    expect(NAMES.every((name) => /^[a-z_]+$/.test(name))).toBe(true);
  });
});

describe.each(QUESTIONS)('%s.sql', (name) => {
  const query = loadQuery(name);

  it('says what it answers, and describes each parameter and column once', () => {
    expect(query.description).toMatch(/^[A-Z].*\.$/);
    expect(query.columns.length).toBeGreaterThan(0);
    const declared = [...query.params, ...query.columns];
    for (const { about, type } of declared) expect([about.trim(), type]).not.toContain('');
    expect(new Set(declared.map((field) => field.name)).size).toBe(declared.length);
  });

  it('keeps every declaration in its header, in a form that is understood', () => {
    const meant = query.sql.split('\n').filter((line) => /^--\s*(?:param|column)\b/.test(line));
    expect(meant).toHaveLength(query.params.length + query.columns.length);
  });

  it('gives exactly the columns that it declares, with their types, in their order', async () => {
    const bound = Object.fromEntries(query.params.map((param) => [param.name, null]));
    const reader = await database.connection.runAndReadAll(`DESCRIBE ${query.sql}`, bound);
    const given = reader.getRowObjectsJS().map((row) => `${row.column_name} ${row.column_type}`);
    expect(given).toEqual(query.columns.map((column) => `${column.name} ${column.type}`));
  });

  it('compares no enum as a text, which takes twice as long', async () => {
    const bound = Object.fromEntries(query.params.map((param) => [param.name, null]));
    const reader = await database.connection.runAndReadAll(`EXPLAIN (FORMAT json) ${query.sql}`, bound);
    const plan = JSON.stringify(reader.getRowsJson());
    expect(plan).not.toMatch(/CAST\((?:served_by|content) AS VARCHAR\) (?:=|!=|IN)/);
  });

  it('uses exactly the parameters that it declares', () => {
    expect(parametersOf(query.sql).sort()).toEqual(query.params.map((param) => param.name).sort());
  });
});

describe('a query file that does not exist', () => {
  it('is an error, not an empty answer', () => {
    expect(() => loadQuery('no_such_question')).toThrow(/no_such_question/);
  });
});
