-- What DuckDB may hold in memory from now on.
SET memory_limit = $limit;
