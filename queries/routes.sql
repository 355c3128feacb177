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
    if(sum(requests) FILTER (content = 'static'::content) * 2 > sum(requests), 'static', 'dynamic') AS content,
    sum(requests)::BIGINT AS requests,
    sum(bytes)::BIGINT AS bytes,
    coalesce(sum(bytes) FILTER (served_by = 'app'::server), 0)::BIGINT AS app_bytes,
    coalesce(sum(requests) FILTER (served_by = 'nginx'::server), 0)::BIGINT AS nginx,
    coalesce(sum(requests) FILTER (served_by = 'cache'::server), 0)::BIGINT AS cache,
    coalesce(sum(requests) FILTER (served_by = 'app'::server), 0)::BIGINT AS app,
    coalesce(sum(requests) FILTER (served_by = 'unknown'::server), 0)::BIGINT AS unknown
  FROM kind_counts
  GROUP BY ALL
),
statuses AS (
  SELECT method_id, host_id, route_id, map_from_entries(list(row(status_class, requests) ORDER BY status_class)) AS status_counts
  FROM (
    SELECT method_id, host_id, route_id, status_class(status) AS status_class, sum(requests)::UBIGINT AS requests
    FROM kind_counts
    GROUP BY ALL
  )
  GROUP BY ALL
),
summed AS (
  SELECT
    of_app,
    method_id,
    host_id,
    route_id,
    sum(times)::BIGINT AS n,
    sum(v * times) AS total,
    max(v) AS longest,
    counted_quantiles(v, upto, n) AS quantiles
  FROM ranked_times
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
LEFT JOIN (FROM summed WHERE NOT of_app) AS rt USING (method_id, host_id, route_id)
LEFT JOIN (FROM summed WHERE of_app) AS ap USING (method_id, host_id, route_id)
LEFT JOIN words m ON m.id = g.method_id
LEFT JOIN words h ON h.id = g.host_id
JOIN routes r ON r.id = g.route_id
ORDER BY app_sum DESC NULLS LAST, request_sum DESC NULLS LAST, requests DESC, r.route, method, host;
