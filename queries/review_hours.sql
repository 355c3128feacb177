-- Requests, server errors and application seconds by hour.
-- column hour_s DOUBLE: seconds since 1970, the hour's beginning in UTC
-- column requests BIGINT: requests that ended in it
-- column errors BIGINT: those with status 5xx
-- column app_seconds DOUBLE: sum of upstream time; null: none logged
SELECT
  (epoch_us(ended_at) // 3600000000 * 3600)::DOUBLE AS hour_s,
  count(*) AS requests,
  count(*) FILTER (status >= 500) AS errors,
  sum(app_seconds) AS app_seconds
FROM facts
WHERE ended_at IS NOT NULL
GROUP BY ALL
ORDER BY hour_s;
