-- Requests without a login whose answers a cache may hold (cache_urls of analysis.sql), in the order in which they came. To
-- be read by columns.
-- column start_s DOUBLE: seconds since the Unix epoch at which the request came
-- column ready_s DOUBLE: when the application had answered it
-- column route INTEGER: number of cache_routes.sql
-- column url INTEGER: numbered from 0, query included; -1: a cache must not hold it by its URL
-- column page INTEGER: numbered from 0, whatever the query; -1: its answers depend on the query, or came with one only
-- column bytes DOUBLE: of the answer
-- column app_s DOUBLE: application seconds; null: not logged
WITH
-- Pages whose answers are the same whatever the query. Most paths came without any, and need not be grouped.
pages AS (
  SELECT method_id, host_id, path_id, (row_number() OVER () - 1)::INTEGER AS page
  FROM cache_urls
  SEMI JOIN (SELECT DISTINCT path_id FROM cache_url_counts WHERE query_id > 0) AS queried USING (path_id)
  GROUP BY method_id, host_id, path_id
  HAVING
    count(*) > 1
    AND bool_and(is_read AND is_logged AND requests >= answers / 2)
    AND count(size) = count(*)
    AND min(size) = max(size)
    AND min(size) >= 512
    AND sum(requests) >= 10
),
urls AS (
  SELECT
    o.method_id,
    o.host_id,
    o.path_id,
    o.query_id,
    n.number AS route,
    CASE WHEN o.left_out IS NULL THEN (row_number() OVER (PARTITION BY o.left_out IS NULL) - 1)::INTEGER ELSE -1 END AS url,
    coalesce(p.page, -1) AS page
  FROM cache_urls o
  JOIN cache_numbers n USING (method_id, host_id, route_id)
  LEFT JOIN pages p USING (method_id, host_id, path_id)
  WHERE o.left_out IS NULL OR p.page IS NOT NULL
)
SELECT
  epoch_us(a.ended_at) / 1e6 - greatest(coalesce(a.request_s, a.app_seconds, 0), 0) AS start_s,
  start_s + greatest(coalesce(a.app_seconds, a.request_s, 0), 0) AS ready_s,
  u.route,
  u.url,
  u.page,
  a.bytes::DOUBLE AS bytes,
  a.app_seconds AS app_s
FROM cache_asked a
JOIN urls u USING (method_id, host_id, path_id, query_id)
WHERE a.user_id = 0
ORDER BY start_s, ready_s, a.row_id;
