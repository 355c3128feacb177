-- Requests, server errors and application seconds by hour.
-- param since_us BIGINT: microseconds since 1970, the first moment that counts
-- param until_us BIGINT: the first one that does not count any more
-- column hour_s DOUBLE: seconds since 1970, the hour's beginning in UTC
-- column requests BIGINT: requests that ended in it
-- column errors BIGINT: those with status 5xx
-- column app_requests BIGINT: those with an upstream time
-- column app_seconds DOUBLE: sum of upstream time; null: none logged
SELECT
  (epoch_us(ended_at) // 3600000000 * 3600)::DOUBLE AS hour_s,
  count(*) AS requests,
  count(*) FILTER (status >= 500) AS errors,
  count(app_seconds) AS app_requests,
  sum(app_seconds) AS app_seconds
FROM facts
WHERE ended_at >= make_timestamp($since_us::BIGINT) AND ended_at < make_timestamp($until_us::BIGINT)
GROUP BY ALL
ORDER BY hour_s;
