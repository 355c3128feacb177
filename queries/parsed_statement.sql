-- How DuckDB reads a statement.
-- param statement VARCHAR: its text
-- column tree VARCHAR: JSON: statements, or error and error_message where it is no query
SELECT json_serialize_sql($statement::VARCHAR)::VARCHAR AS tree;
