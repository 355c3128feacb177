-- How long requests waited before the application began with them: the time until the header came, less the application's
-- own wall time, where it reports that. Up to 2 ms are the clock's grain and the handing over, and count as no waiting.
-- column method VARCHAR: null: none
-- column host VARCHAR: null: not logged
-- column route VARCHAR: the route
-- column requests BIGINT: requests that tell both times
-- column least_s DOUBLE: 10th percentile of the waiting, seconds; to 0.1 ms
-- column queued_s DOUBLE: sum of the waiting, seconds
WITH told AS (
  SELECT method_id, host_id, route_id, greatest(round(header_s - app_s, 4), 0) AS waited_s
  FROM facts
  WHERE served_by = 'app'::server AND coalesce(attempts, 1) = 1 AND coalesce(status, 0) <> 499 AND header_s IS NOT NULL AND app_s IS NOT NULL
),
valued AS (
  SELECT method_id, host_id, route_id, waited_s AS v, count(*) AS times FROM told GROUP BY ALL
),
ranked AS (
  SELECT
    *,
    sum(times) OVER (PARTITION BY method_id, host_id, route_id ORDER BY v) AS upto,
    sum(times) OVER (PARTITION BY method_id, host_id, route_id) AS n
  FROM valued
),
grouped AS (
  SELECT
    method_id,
    host_id,
    route_id,
    sum(times)::BIGINT AS requests,
    counted_quantile(v, upto, n, 0.1) AS least_s,
    coalesce(sum(v * times) FILTER (v > 0.002), 0) AS queued_s
  FROM ranked
  GROUP BY ALL
)
SELECT m.word AS method, h.word AS host, r.route, g.requests, g.least_s, g.queued_s
FROM grouped g
LEFT JOIN words m ON m.id = g.method_id
LEFT JOIN words h ON h.id = g.host_id
JOIN routes r ON r.id = g.route_id
ORDER BY route, method, host;
