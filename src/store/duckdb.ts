// Bundled: one by one, its hundred files take longer to load than DuckDB takes to start.
export {
  DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  INTEGER,
  LIST,
  listValue,
  VARCHAR,
} from '@duckdb/node-api';
