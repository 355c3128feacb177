import type { DuckDBConnection } from '@duckdb/node-api';
import { UserError } from '../errors.js';
import { loadQuery } from './query-file.js';

/** Which requests the questions are asked of: those that pass all of this. Patterns are RE2; null: any passes. */
export interface RowChoice {
  /** Microseconds since 1970 UTC; the first moment that passes. */
  sinceUs: number | null;
  /** The first moment that does not pass any more. */
  untilUs: number | null;
  /** Whether bots pass. */
  bots: boolean;
  hosts: string | null;
  methods: string | null;
  statuses: string | null;
  paths: string | null;
  excludedPaths: string | null;
  /** SQL expressions on the view `requests`; each has been checked. */
  conditions: readonly string[];
}

const CONDITION = '/* condition */';

/** Has `facts` hold the chosen rows alone: a choice of what is stored by now, so to be made again when more is. */
export async function chooseRows(connection: DuckDBConnection, choice: RowChoice): Promise<void> {
  const { sinceUs, untilUs, bots, hosts, methods, statuses, paths, excludedPaths, conditions } = choice;
  const run = (step: string, params?: Record<string, string | number | boolean | null>) =>
    connection.run(loadQuery(`steps/${step}`).sql, params);
  await run('note_period', { since_us: sinceUs, until_us: untilUs });
  await run('count_rows');
  await run('choose_rows', {
    since_us: sinceUs,
    until_us: untilUs,
    bots,
    hosts,
    methods,
    statuses,
    paths,
    excluded_paths: excludedPaths,
  });
  for (const condition of conditions) {
    await tellingOf(condition, () => connection.run(withCondition('narrow_rows', condition)));
  }
  await run('apply_filters');
}

/**
 * Checks a condition of the user's before it is used: one expression, and no other part of a statement, whose columns and
 * functions exist. It may ask whatever its author may ask of DuckDB.
 * @throws UserError with DuckDB's reason
 */
export async function checkCondition(connection: DuckDBConnection, condition: string): Promise<void> {
  const given = await treeOf(connection, condition);
  const expected = await treeOf(connection, 'true');
  if ('error' in given) throw refused(condition, given.error);
  if (given.text !== ('text' in expected ? expected.text : '')) throw refused(condition, 'it is more than a condition');
  await tellingOf(condition, () => connection.run(withCondition('try_condition', condition)));
}

/** A statement with the condition in its place, without the condition itself. */
async function treeOf(connection: DuckDBConnection, condition: string): Promise<{ text: string } | { error: string }> {
  const statement = withCondition('try_condition', condition);
  const reader = await connection.runAndReadAll(loadQuery('parsed_statement').sql, { statement });
  const read = JSON.parse(String(reader.getRowObjectsJS()[0]!.tree)) as { error: boolean; error_message?: string };
  if (read.error) return { error: read.error_message ?? 'it is no expression' };
  return {
    text: JSON.stringify(read, (key, value) =>
      key === 'where_clause' || key === 'query_location' ? undefined : (value as unknown),
    ),
  };
}

function withCondition(step: string, condition: string): string {
  return loadQuery(`steps/${step}`).sql.replace(CONDITION, () => condition);
}

async function tellingOf(condition: string, run: () => Promise<unknown>): Promise<void> {
  try {
    await run();
  } catch (error) {
    throw refused(condition, (error as Error).message, error);
  }
}

function refused(condition: string, message: string, cause?: unknown): UserError {
  // DuckDB goes on with the place in a statement that the user has not written.
  const reason = message
    .split('\n\nLINE ')[0]!
    .replace(/^[A-Z][A-Za-z ]* Error: /, '')
    .replace(/\s+/g, ' ')
    .replace(/[.!]?$/, '.');
  return new UserError(
    `--where ${JSON.stringify(condition)} cannot be used: ${reason}`,
    'Give one SQL condition on the columns of the requests, for example --where "status = 404 AND bytes > 1000"; the README lists them.',
    { cause },
  );
}
