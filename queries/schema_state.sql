-- Whether a database is a store of logsplit.
-- column tables BIGINT: tables in it, of whatever kind
-- column is_store BOOLEAN: whether one of them tells the version of the schema
SELECT
  count(*) AS tables,
  coalesce(bool_or(table_name = 'schema_version'), false) AS is_store
FROM duckdb_tables()
WHERE NOT internal AND NOT temporary;
