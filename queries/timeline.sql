-- Requests, server errors and application seconds over time.
-- param bucket_seconds INTEGER: width of a slice
-- column time VARCHAR: ISO 8601, UTC, the slice's beginning
-- column requests BIGINT: requests that ended in it
-- column errors BIGINT: those with status 5xx
-- column app_seconds DOUBLE: sum of upstream time; null: none logged
WITH slices AS (
  SELECT
    epoch_us(ended_at) // ($bucket_seconds::BIGINT * 1000000) AS slice,
    count(*) AS requests,
    count(*) FILTER (status >= 500) AS errors,
    sum(app_seconds) AS app_seconds,
    min(ended_at) AS began
  FROM chosen_hits
  WHERE ended_at IS NOT NULL
  GROUP BY ALL
)
SELECT
  strftime(time_bucket(to_seconds($bucket_seconds::INTEGER), began), '%Y-%m-%dT%H:%M:%SZ') AS time,
  sum(requests)::BIGINT AS requests,
  sum(errors)::BIGINT AS errors,
  sum(app_seconds) AS app_seconds
FROM slices
GROUP BY ALL
ORDER BY time;
