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
    count(*) FILTER (served_by = 'unknown') AS unknown,
    histogram(status_class) AS status_counts,
    count(request_s) AS request_times,
    sum(request_s) AS request_sum,
    max(request_s) AS request_max,
    quantile_cont(request_s, [0.5, 0.9, 0.95, 0.99]) AS request_quantiles,
    count(app_seconds) AS app_times,
    sum(app_seconds) AS app_sum,
    max(app_seconds) AS app_max,
    quantile_cont(app_seconds, [0.5, 0.9, 0.95, 0.99]) AS app_quantiles
  FROM facts
  GROUP BY ALL
)
SELECT m.word AS method, h.word AS host, r.route, g.* EXCLUDE (method_id, host_id, route_id)
FROM grouped g
LEFT JOIN words m ON m.id = g.method_id
LEFT JOIN words h ON h.id = g.host_id
JOIN routes r ON r.id = g.route_id
ORDER BY app_sum DESC NULLS LAST, request_sum DESC NULLS LAST, requests DESC, route, method, host;
