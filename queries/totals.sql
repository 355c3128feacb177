-- The whole log in one row. Seconds are null where the log has no such time.
-- column requests BIGINT: requests analysed
-- column excluded BIGINT: requests left out by filters
-- column bytes BIGINT: bytes of the answers
-- column app_seconds DOUBLE: sum of upstream time
-- column request_seconds DOUBLE: sum of request time
-- column clients BIGINT: distinct clients
-- column malformed BIGINT: requests whose request line was none
-- column first_time VARCHAR: ISO 8601, UTC
-- column last_time VARCHAR: ISO 8601, UTC
-- column span_seconds DOUBLE: from the first to the last end time
-- column request_max DOUBLE: longest request time
-- column request_quantiles DOUBLE[]: 50th, 90th, 95th and 99th percentile of request time
-- column app_requests BIGINT: requests with an upstream time
-- column app_max DOUBLE: longest upstream time
-- column app_quantiles DOUBLE[]: the same percentiles of upstream time
-- column timed_requests BIGINT: requests with a request time
WITH sums AS (
  SELECT
    count(*) AS requests,
    (SELECT count(*) FROM hits) - count(*) AS excluded,
    coalesce(sum(bytes), 0)::BIGINT AS bytes,
    -- They have a template of their own.
    count(*) FILTER (template_id = -1) AS malformed,
    min(ended_at) AS first_end,
    max(ended_at) AS last_end
  FROM chosen_hits
),
people AS (
  SELECT count(*) AS clients FROM (SELECT DISTINCT client_id FROM chosen_hits WHERE client_id > 0)
),
-- Of all routes together.
ranked AS (
  SELECT of_app, v, times, (sum(times) OVER (PARTITION BY of_app ORDER BY v))::DOUBLE AS upto, (sum(times) OVER (PARTITION BY of_app))::DOUBLE AS n
  FROM (
    SELECT false AS of_app, v, sum(times) AS times FROM request_time_counts GROUP BY ALL
    UNION ALL
    SELECT true, v, sum(times) FROM app_time_counts GROUP BY ALL
  )
),
summed AS (
  SELECT
    of_app,
    sum(times)::BIGINT AS n,
    sum(v * times) AS total,
    max(v) AS longest,
    counted_quantiles(v, upto, n) AS quantiles
  FROM ranked
  GROUP BY ALL
)
SELECT
  s.requests,
  s.excluded,
  s.bytes,
  ap.total AS app_seconds,
  rt.total AS request_seconds,
  p.clients,
  s.malformed,
  strftime(s.first_end, '%Y-%m-%dT%H:%M:%S.%gZ') AS first_time,
  strftime(s.last_end, '%Y-%m-%dT%H:%M:%S.%gZ') AS last_time,
  epoch(s.last_end - s.first_end)::DOUBLE AS span_seconds,
  rt.longest AS request_max,
  rt.quantiles AS request_quantiles,
  coalesce(ap.n, 0) AS app_requests,
  ap.longest AS app_max,
  ap.quantiles AS app_quantiles,
  coalesce(rt.n, 0) AS timed_requests
FROM sums s
CROSS JOIN people p
LEFT JOIN summed rt ON NOT rt.of_app
LEFT JOIN summed ap ON ap.of_app;
