// Bundled: one by one, its hundred files take longer to load than DuckDB takes to start.
export { DuckDBConnection, DuckDBDataChunk, DuckDBInstance } from '@duckdb/node-api';
