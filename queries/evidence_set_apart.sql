-- Rung R0: what of a route's time is no work of the application. Over requests that the application answered.
-- Thresholds stand in src/evidence/set-apart.ts.
-- column method VARCHAR: null: none
-- column host VARCHAR: null: not logged
-- column route VARCHAR: the route
-- column answered BIGINT: requests that the application answered, with an upstream time
-- column app_p10 DOUBLE: 10th percentile of upstream time, seconds
-- column transfer_median DOUBLE: median of (request time - upstream time) / request time
-- column transfer_p50_s DOUBLE: median of request time - upstream time, seconds
WITH grouped AS (
  SELECT
    method_id,
    host_id,
    route_id,
    count(*) AS answered,
    quantile_cont(app_seconds, 0.1) AS app_p10,
    median((request_s - app_seconds) / nullif(request_s, 0)) AS transfer_median,
    median(request_s - app_seconds) AS transfer_p50_s
  FROM facts
  WHERE app_seconds IS NOT NULL
  GROUP BY ALL
)
SELECT m.word AS method, h.word AS host, r.route, g.answered, g.app_p10, g.transfer_median, g.transfer_p50_s
FROM grouped g
LEFT JOIN words m ON m.id = g.method_id
LEFT JOIN words h ON h.id = g.host_id
JOIN routes r ON r.id = g.route_id;
