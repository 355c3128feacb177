-- How long one route takes by how many other requests the application had when it came: computing and waiting for what is
-- saturated grows with them, waiting for what is not does not. A sweep over starts and ends; counts that double are one
-- group. Requests of several attempts and those given up by the client count as load alone.
-- param method VARCHAR: the route's method; null: none
-- param host VARCHAR: its host; null: not logged
-- param route VARCHAR: the route
-- column others_from BIGINT: requests at the application besides it, when it came: at least
-- column others_to BIGINT: at most
-- column requests BIGINT: requests of the route
-- column app_p50 DOUBLE: median of upstream time, seconds
-- column app_p90 DOUBLE: 90th percentile of upstream time, seconds
WITH wanted AS (
  SELECT method_id, host_id, route_id
  FROM numbered_app_routes
  WHERE method IS NOT DISTINCT FROM $method AND host IS NOT DISTINCT FROM $host AND route = $route
),
spans AS (
  SELECT
    epoch_us(ended_at) - round(request_s * 1e6)::BIGINT AS from_us,
    from_us + greatest(round(app_seconds * 1e6)::BIGINT, 1) AS to_us,
    app_seconds,
    coalesce(attempts, 1) = 1 AND coalesce(status, 0) <> 499 AND (method_id, host_id, route_id) IN (FROM wanted) AS is_asked
  FROM app_timed
  WHERE request_s < 1e6 AND app_seconds < 1e6
),
events AS (
  SELECT from_us AS at_us, 1 AS step, app_seconds, is_asked FROM spans
  UNION ALL
  SELECT to_us, -1, NULL, false FROM spans
),
counted AS (
  SELECT
    -- What ends as another begins is gone; of those that begin together each has the others.
    sum(step) OVER (ORDER BY at_us, step RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - 1 AS others,
    app_seconds,
    is_asked
  FROM events
)
SELECT
  if(others <= 0, 0, (2 ** floor(log2(others)))::BIGINT) AS others_from,
  if(others <= 0, 0, (2 ** floor(log2(others)))::BIGINT * 2 - 1) AS others_to,
  count(*) AS requests,
  median(app_seconds) AS app_p50,
  quantile_cont(app_seconds, 0.9) AS app_p90
FROM counted
WHERE is_asked
GROUP BY ALL
ORDER BY others_from;
