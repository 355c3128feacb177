// Bundled: one by one, its hundred files take longer to load than DuckDB takes to start.
export {
  DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  DuckDBTableFunction,
  INTEGER,
  LIST,
  VARCHAR,
} from '@duckdb/node-api';
