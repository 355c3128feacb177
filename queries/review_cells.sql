-- What was asked for and how long it took, in cells of time: by route, by host, and as a whole.
-- param starts VARCHAR: when stretches of time begin, microseconds since 1970, commas between; whole quarters of an hour
-- param stops VARCHAR: when they end
-- param cells VARCHAR: the cell that each belongs to
-- column level VARCHAR: route, host or whole
-- column cell INTEGER: cell
-- column method VARCHAR: null where the log has none, and above routes
-- column host VARCHAR: null where the log has none, and of the whole
-- column route VARCHAR: the path with its variable parts replaced; null above routes
-- column content VARCHAR: what most of its answers were, static or dynamic
-- column requests BIGINT: requests
-- column succeeded BIGINT: those with a status below 400
-- column errors BIGINT: those with status 5xx
-- column refused BIGINT: those with status 4xx
-- column nginx BIGINT: answered by nginx itself
-- column cache BIGINT: answered by a cache
-- column app BIGINT: answered by the application
-- column bytes BIGINT: bytes of the answers
-- column app_times BIGINT: requests with an upstream time
-- column app_seconds DOUBLE: sum of upstream time; null: none
-- column timed BIGINT: requests with a request time or, without one, an upstream time
-- column timed_seconds DOUBLE: sum of these times; null: none
-- column quantiles DOUBLE[]: 50th, 90th, 95th and 99th percentile of these times, seconds
WITH placed AS (
  FROM facts_in_cells($starts::VARCHAR, $stops::VARCHAR, $cells::VARCHAR)
),
counts AS (
  SELECT
    cell,
    method_id,
    host_id,
    route_id,
    grouping(host_id) AS no_host,
    grouping(route_id) AS no_route,
    CASE WHEN count(*) FILTER (content = 'static'::content) * 2 > count(*) THEN 'static' ELSE 'dynamic' END AS content,
    count(*) AS requests,
    count(*) FILTER (status < 400) AS succeeded,
    count(*) FILTER (status >= 500) AS errors,
    count(*) FILTER (status BETWEEN 400 AND 499) AS refused,
    count(*) FILTER (served_by = 'nginx'::server) AS nginx,
    count(*) FILTER (served_by = 'cache'::server) AS cache,
    count(*) FILTER (served_by = 'app'::server) AS app,
    coalesce(sum(bytes), 0)::BIGINT AS bytes,
    count(app_seconds) AS app_times,
    sum(app_seconds) AS app_seconds,
    count(took_s) AS timed,
    sum(took_s) AS timed_seconds
  FROM placed
  GROUP BY GROUPING SETS ((cell, method_id, host_id, route_id), (cell, host_id), (cell))
),
times AS (
  SELECT cell, method_id, host_id, route_id, took_s AS v, count(*) AS times
  FROM placed
  WHERE took_s IS NOT NULL
  GROUP BY ALL
),
levels AS (
  SELECT
    cell,
    method_id,
    host_id,
    route_id,
    grouping(host_id) AS no_host,
    grouping(route_id) AS no_route,
    v,
    sum(times) AS times
  FROM times
  GROUP BY GROUPING SETS ((cell, method_id, host_id, route_id, v), (cell, host_id, v), (cell, v))
),
ranks AS (
  SELECT
    *,
    sum(times) OVER (PARTITION BY cell, no_host, no_route, method_id, host_id, route_id ORDER BY v) AS upto,
    sum(times) OVER (PARTITION BY cell, no_host, no_route, method_id, host_id, route_id) AS n
  FROM levels
),
quantiles AS (
  SELECT cell, method_id, host_id, route_id, no_host, no_route, counted_quantiles(v, upto, n) AS quantiles
  FROM ranks
  GROUP BY ALL
)
SELECT
  CASE WHEN c.no_host = 1 THEN 'whole' WHEN c.no_route = 1 THEN 'host' ELSE 'route' END AS level,
  c.cell,
  m.word AS method,
  h.word AS host,
  r.route,
  c.content,
  c.requests,
  c.succeeded,
  c.errors,
  c.refused,
  c.nginx,
  c.cache,
  c.app,
  c.bytes,
  c.app_times,
  c.app_seconds,
  c.timed,
  c.timed_seconds,
  q.quantiles
FROM counts c
LEFT JOIN quantiles q
  ON q.cell = c.cell
  AND q.no_host = c.no_host
  AND q.no_route = c.no_route
  AND q.method_id IS NOT DISTINCT FROM c.method_id
  AND q.host_id IS NOT DISTINCT FROM c.host_id
  AND q.route_id IS NOT DISTINCT FROM c.route_id
LEFT JOIN words m ON m.id = c.method_id
LEFT JOIN words h ON h.id = c.host_id
LEFT JOIN routes r ON r.id = c.route_id
ORDER BY level, c.cell, r.route, method, host;
