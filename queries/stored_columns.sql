-- The columns of hits that are stored, in the order in which rows are appended. The others are computed: see schema.sql.
-- column name VARCHAR: the column's name
SELECT column_name AS name
FROM duckdb_columns()
WHERE table_name = 'hits' AND column_default IS NULL
ORDER BY column_index;
