-- Requests, server errors and application seconds over time.
-- param bucket_seconds INTEGER: width of a slice
-- column time VARCHAR: ISO 8601, UTC, the slice's beginning
-- column requests BIGINT: requests that ended in it
-- column errors BIGINT: those with status 5xx
-- column app_seconds DOUBLE: sum of upstream time; null: none logged
SELECT
  strftime(time_bucket(to_seconds($bucket_seconds::INTEGER), ended_at), '%Y-%m-%dT%H:%M:%SZ') AS time,
  count(*) AS requests,
  count(*) FILTER (status >= 500) AS errors,
  sum(app_seconds) AS app_seconds
FROM facts
WHERE ended_at IS NOT NULL
GROUP BY ALL
ORDER BY time;
