-- The columns of hits that are stored, in the order in which rows are appended. The others are computed: see schema.sql.
-- Of duckdb_columns() every view would be bound first, which takes ten times as long.
-- column name VARCHAR: the column's name
SELECT name
FROM pragma_table_info('hits')
WHERE dflt_value IS NULL
ORDER BY cid;
