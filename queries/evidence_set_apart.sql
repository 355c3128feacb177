-- Rung R0: what of a route's time is no work of the application. Over requests that the application answered.
-- Thresholds stand in src/evidence/set-apart.ts.
-- column method VARCHAR: null: none
-- column host VARCHAR: null: not logged
-- column route VARCHAR: the route
-- column answered BIGINT: requests that the application answered, with an upstream time
-- column app_p10 DOUBLE: 10th percentile of upstream time, seconds
-- column transfer_median DOUBLE: median of (request time - upstream time) / request time; null where under a half
-- column transfer_p50_s DOUBLE: median of request time - upstream time, seconds; null likewise
WITH answered AS (
  SELECT method_id, host_id, route_id, request_s, app_seconds, (request_s - app_seconds) / nullif(request_s, 0) AS outside
  FROM facts
  WHERE app_seconds IS NOT NULL
),
app_values AS (
  SELECT
    method_id,
    host_id,
    route_id,
    app_seconds AS v,
    count(*) AS times,
    count(outside) AS known,
    count(*) FILTER (outside > 0.5) AS mostly_outside
  FROM answered
  GROUP BY ALL
),
app_ranks AS (
  SELECT
    *,
    sum(times) OVER (PARTITION BY method_id, host_id, route_id ORDER BY v) AS upto,
    sum(times) OVER (PARTITION BY method_id, host_id, route_id) AS n
  FROM app_values
),
grouped AS (
  SELECT
    method_id,
    host_id,
    route_id,
    sum(times)::BIGINT AS answered,
    counted_quantile(v, upto, n, 0.1) AS app_p10,
    sum(mostly_outside) * 2 >= sum(known) AND sum(known) > 0 AS is_outside
  FROM app_ranks
  GROUP BY ALL
),
-- Few routes get here: medians of all would hold every value in memory.
transfers AS (
  SELECT method_id, host_id, route_id, median(outside) AS transfer_median, median(request_s - app_seconds) AS transfer_p50_s
  FROM answered
  SEMI JOIN (FROM grouped WHERE is_outside) AS far USING (method_id, host_id, route_id)
  GROUP BY ALL
)
SELECT m.word AS method, h.word AS host, r.route, g.answered, g.app_p10, t.transfer_median, t.transfer_p50_s
FROM grouped g
LEFT JOIN transfers t USING (method_id, host_id, route_id)
LEFT JOIN words m ON m.id = g.method_id
LEFT JOIN words h ON h.id = g.host_id
JOIN routes r ON r.id = g.route_id;
