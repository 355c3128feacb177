-- Requests of the application that went wrong or need not have come to it, by what is wrong and by route.
-- column trouble VARCHAR: error (5xx), retried (asked of more than one upstream), given_up (499: the client left before the answer), redirect (3xx but 304), bot
-- column method VARCHAR: null: none
-- column host VARCHAR: null: not logged
-- column route VARCHAR: the route
-- column requests BIGINT: such requests
-- column app_seconds DOUBLE: sum of their upstream time; null: not logged
WITH troubled AS (
  SELECT
    method_id,
    host_id,
    route_id,
    requests,
    app_seconds,
    unnest([
      if(status BETWEEN 500 AND 599, 'error', NULL),
      if(is_retried, 'retried', NULL),
      if(status = 499, 'given_up', NULL),
      if(status BETWEEN 301 AND 308 AND status <> 304, 'redirect', NULL),
      if(is_bot, 'bot', NULL)
    ]) AS trouble
  FROM kind_counts
  WHERE served_by = 'app'::server OR (served_by = 'unknown'::server AND status BETWEEN 500 AND 599)
),
grouped AS (
  SELECT trouble, method_id, host_id, route_id, sum(requests)::BIGINT AS requests, sum(app_seconds) AS app_seconds
  FROM troubled
  WHERE trouble IS NOT NULL
  GROUP BY ALL
)
SELECT g.trouble, m.word AS method, h.word AS host, r.route, g.requests, g.app_seconds
FROM grouped g
LEFT JOIN words m ON m.id = g.method_id
LEFT JOIN words h ON h.id = g.host_id
JOIN routes r ON r.id = g.route_id
ORDER BY trouble, requests DESC, app_seconds DESC NULLS LAST, r.route, method, host;
