-- Rung R0: what of a route's time is no work of the application. Over requests that the application answered.
-- Thresholds stand in src/evidence/set-apart.ts.
-- column method VARCHAR: null: none
-- column host VARCHAR: null: not logged
-- column route VARCHAR: the route
-- column answered BIGINT: requests that the application answered, with an upstream time
-- column app_p10 DOUBLE: 10th percentile of upstream time, seconds
-- column transfer_median DOUBLE: median of (request time - upstream time) / request time; null where under a half
-- column transfer_p50_s DOUBLE: median of request time - upstream time, seconds; null likewise
WITH grouped AS (
  SELECT
    method_id,
    host_id,
    route_id,
    sum(times)::BIGINT AS answered,
    counted_quantile(v, upto, n, 0.1) AS app_p10,
    sum(mostly_outside) * 2 >= sum(times_known) AND sum(times_known) > 0 AS is_outside
  FROM ranked_times
  WHERE of_app
  GROUP BY ALL
),
-- Few routes get here: medians of all would hold every value in memory.
transfers AS (
  SELECT
    method_id,
    host_id,
    route_id,
    median((request_s - app_seconds) / nullif(request_s, 0)) AS transfer_median,
    median(request_s - app_seconds) AS transfer_p50_s
  FROM facts
  SEMI JOIN (FROM grouped WHERE is_outside) AS far USING (method_id, host_id, route_id)
  WHERE app_seconds IS NOT NULL
  GROUP BY ALL
)
SELECT m.word AS method, h.word AS host, r.route, g.answered, g.app_p10, t.transfer_median, t.transfer_p50_s
FROM grouped g
LEFT JOIN transfers t USING (method_id, host_id, route_id)
LEFT JOIN words m ON m.id = g.method_id
LEFT JOIN words h ON h.id = g.host_id
JOIN routes r ON r.id = g.route_id;
