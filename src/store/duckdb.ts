// Bundled: one by one, its hundred files take longer to load than DuckDB takes to start.
export * as api from '@duckdb/node-api';
