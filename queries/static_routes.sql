-- Routes of static files, those first that cost the application most: what it answered should come from nginx or a CDN.
-- param most INTEGER: rows at most
-- column method VARCHAR: null: none
-- column host VARCHAR: null: not logged
-- column route VARCHAR: the route
-- column requests BIGINT: requests
-- column app_requests BIGINT: those that the application answered
-- column app_share DOUBLE: that part of them
-- column bytes BIGINT: bytes of the answers
-- column app_s DOUBLE: sum of upstream time; null: none logged
WITH grouped AS (
  SELECT
    method_id,
    host_id,
    route_id,
    count(*) AS requests,
    count(*) FILTER (served_by = 'app'::server) AS app_requests,
    coalesce(sum(bytes), 0)::BIGINT AS bytes,
    sum(app_seconds) AS app_s
  FROM facts
  WHERE content = 'static'::content
  GROUP BY ALL
)
SELECT
  m.word AS method,
  h.word AS host,
  r.route,
  g.requests,
  g.app_requests,
  g.app_requests / g.requests AS app_share,
  g.bytes,
  g.app_s
FROM grouped g
LEFT JOIN words m ON m.id = g.method_id
LEFT JOIN words h ON h.id = g.host_id
JOIN routes r ON r.id = g.route_id
ORDER BY app_s DESC NULLS LAST, app_requests DESC, requests DESC, route, method, host
LIMIT $most::INTEGER;
