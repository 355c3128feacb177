-- Every route, most application seconds first, then most request seconds, then most requests.
-- column method VARCHAR: null where the request line was malformed or the log has no method
-- column host VARCHAR: null where the log has no host
-- column route VARCHAR: the path with its variable parts replaced
-- column content VARCHAR: what most of its answers were, static or dynamic
-- column requests BIGINT: requests
-- column bytes BIGINT: bytes of the answers
-- column app_bytes BIGINT: bytes of those that the application answered
-- column nginx BIGINT: answered by nginx itself
-- column cache BIGINT: answered by a cache
-- column app BIGINT: answered by the application
-- column unknown BIGINT: the log cannot tell who answered
-- column status_counts MAP(VARCHAR, UBIGINT): requests by status class
-- column request_times BIGINT: requests with a request time
-- column request_sum DOUBLE: seconds
-- column request_max DOUBLE: seconds
-- column request_quantiles DOUBLE[]: 50th, 90th, 95th and 99th percentile, seconds
-- column app_times BIGINT: requests with an upstream time
-- column app_sum DOUBLE: seconds
-- column app_max DOUBLE: seconds
-- column app_quantiles DOUBLE[]: 50th, 90th, 95th and 99th percentile, seconds
WITH grouped AS (
  SELECT
    method_id,
    host_id,
    route_id,
    CASE WHEN count(*) FILTER (content = 'static') * 2 > count(*) THEN 'static' ELSE 'dynamic' END AS content,
    count(*) AS requests,
    coalesce(sum(bytes), 0)::BIGINT AS bytes,
    coalesce(sum(bytes) FILTER (served_by = 'app'), 0)::BIGINT AS app_bytes,
    count(*) FILTER (served_by = 'nginx') AS nginx,
    count(*) FILTER (served_by = 'cache') AS cache,
    count(*) FILTER (served_by = 'app') AS app,
    count(*) FILTER (served_by = 'unknown') AS unknown
  FROM facts
  GROUP BY ALL
),
classes AS (
  SELECT method_id, host_id, route_id, status // 100 AS hundred, count(*)::UBIGINT AS requests FROM facts GROUP BY ALL
),
statuses AS (
  SELECT
    method_id,
    host_id,
    route_id,
    map_from_entries(list(row(status_class(hundred), requests) ORDER BY hundred)) AS status_counts
  FROM (
    SELECT method_id, host_id, route_id, if(hundred BETWEEN 1 AND 5, hundred, NULL) AS hundred, sum(requests)::UBIGINT AS requests
    FROM classes
    GROUP BY ALL
  )
  GROUP BY ALL
),
request_values AS (
  SELECT method_id, host_id, route_id, request_s AS v, count(*) AS times
  FROM facts
  WHERE request_s IS NOT NULL
  GROUP BY ALL
),
request_ranks AS (
  SELECT
    *,
    sum(times) OVER (PARTITION BY method_id, host_id, route_id ORDER BY v) AS upto,
    sum(times) OVER (PARTITION BY method_id, host_id, route_id) AS n
  FROM request_values
),
request_times AS (
  SELECT
    method_id,
    host_id,
    route_id,
    sum(times)::BIGINT AS n,
    sum(v * times) AS total,
    max(v) AS longest,
    counted_quantiles(v, upto, n) AS quantiles
  FROM request_ranks
  GROUP BY ALL
),
app_values AS (
  SELECT method_id, host_id, route_id, app_seconds AS v, count(*) AS times
  FROM facts
  WHERE app_seconds IS NOT NULL
  GROUP BY ALL
),
app_ranks AS (
  SELECT
    *,
    sum(times) OVER (PARTITION BY method_id, host_id, route_id ORDER BY v) AS upto,
    sum(times) OVER (PARTITION BY method_id, host_id, route_id) AS n
  FROM app_values
),
app_times AS (
  SELECT
    method_id,
    host_id,
    route_id,
    sum(times)::BIGINT AS n,
    sum(v * times) AS total,
    max(v) AS longest,
    counted_quantiles(v, upto, n) AS quantiles
  FROM app_ranks
  GROUP BY ALL
)
SELECT
  m.word AS method,
  h.word AS host,
  r.route,
  g.content,
  g.requests,
  g.bytes,
  g.app_bytes,
  g.nginx,
  g.cache,
  g.app,
  g.unknown,
  s.status_counts,
  coalesce(rt.n, 0) AS request_times,
  rt.total AS request_sum,
  rt.longest AS request_max,
  rt.quantiles AS request_quantiles,
  coalesce(ap.n, 0) AS app_times,
  ap.total AS app_sum,
  ap.longest AS app_max,
  ap.quantiles AS app_quantiles
FROM grouped g
JOIN statuses s USING (method_id, host_id, route_id)
LEFT JOIN request_times rt USING (method_id, host_id, route_id)
LEFT JOIN app_times ap USING (method_id, host_id, route_id)
LEFT JOIN words m ON m.id = g.method_id
LEFT JOIN words h ON h.id = g.host_id
JOIN routes r ON r.id = g.route_id
ORDER BY app_sum DESC NULLS LAST, request_sum DESC NULLS LAST, requests DESC, r.route, method, host;
