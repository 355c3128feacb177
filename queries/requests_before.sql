-- How many requests ended before a time, by file.
-- param before VARCHAR: ISO 8601, UTC
-- column id INTEGER: the file's id
-- column requests BIGINT: requests
SELECT file_id AS id, count(*) AS requests FROM hits WHERE ended_at < $before::TIMESTAMP GROUP BY ALL ORDER BY ALL;
