-- Rung R1: what the application says of its own CPU and waiting time. A cache replays the header of the stored answer,
-- so only requests whose upstream was asked count; a retried request carries the last attempt's header alone. The CPU
-- time is told in a header, so it is held against the time until the header came, where the log has that.
-- column method VARCHAR: null: none
-- column host VARCHAR: null: not logged
-- column route VARCHAR: the route
-- column cpu_rows BIGINT: requests with a CPU time and an upstream time
-- column cpu_mean DOUBLE: mean CPU time, seconds
-- column app_mean DOUBLE: mean upstream time, seconds
-- column until_mean DOUBLE: mean time until the header, seconds: what the CPU time covers
-- column wait_p20 DOUBLE: 20th percentile of time until the header - CPU time, seconds, to 10 us: waiting without queueing
-- column wait_p50 DOUBLE: its median, seconds
-- column wait_p80 DOUBLE: its 80th percentile, seconds
-- column impossible BIGINT: requests whose CPU time exceeds their upstream time by more than 5 ms and a tenth
-- column told_rows BIGINT: requests with a reported waiting time and an upstream time
-- column told_wait_mean DOUBLE: mean reported waiting time, seconds
-- column rest_p20 DOUBLE: 20th percentile of the time that is not reported as waiting, seconds
WITH told AS (
  SELECT
    method_id,
    host_id,
    route_id,
    cpu_s,
    wait_s,
    app_seconds,
    coalesce(header_s, app_seconds) AS until_s,
    CASE WHEN cpu_s IS NOT NULL THEN round(greatest(until_s - cpu_s, 0), 5) END AS waited_s,
    CASE WHEN wait_s IS NOT NULL THEN round(greatest(app_seconds - wait_s, 0), 5) END AS rest_s
  FROM facts
  WHERE
    served_by = 'app'::server AND app_seconds IS NOT NULL AND coalesce(attempts, 1) = 1 AND coalesce(status, 0) <> 499
    AND (cpu_s IS NOT NULL OR wait_s IS NOT NULL)
),
grouped AS (
  SELECT
    method_id,
    host_id,
    route_id,
    count(cpu_s) AS cpu_rows,
    avg(cpu_s) AS cpu_mean,
    avg(app_seconds) FILTER (cpu_s IS NOT NULL) AS app_mean,
    avg(until_s) FILTER (cpu_s IS NOT NULL) AS until_mean,
    count(*) FILTER (cpu_s > app_seconds * 1.1 + 0.005) AS impossible,
    count(wait_s) AS told_rows,
    avg(wait_s) AS told_wait_mean
  FROM told
  GROUP BY ALL
),
wait_values AS (
  SELECT method_id, host_id, route_id, waited_s AS v, count(*) AS times FROM told WHERE waited_s IS NOT NULL GROUP BY ALL
),
wait_ranks AS (
  SELECT
    *,
    sum(times) OVER (PARTITION BY method_id, host_id, route_id ORDER BY v) AS upto,
    sum(times) OVER (PARTITION BY method_id, host_id, route_id) AS n
  FROM wait_values
),
waits AS (
  SELECT
    method_id,
    host_id,
    route_id,
    counted_quantile(v, upto, n, 0.2) AS wait_p20,
    counted_quantile(v, upto, n, 0.5) AS wait_p50,
    counted_quantile(v, upto, n, 0.8) AS wait_p80
  FROM wait_ranks
  GROUP BY ALL
),
rest_values AS (
  SELECT method_id, host_id, route_id, rest_s AS v, count(*) AS times FROM told WHERE rest_s IS NOT NULL GROUP BY ALL
),
rest_ranks AS (
  SELECT
    *,
    sum(times) OVER (PARTITION BY method_id, host_id, route_id ORDER BY v) AS upto,
    sum(times) OVER (PARTITION BY method_id, host_id, route_id) AS n
  FROM rest_values
),
rests AS (
  SELECT method_id, host_id, route_id, counted_quantile(v, upto, n, 0.2) AS rest_p20 FROM rest_ranks GROUP BY ALL
)
SELECT
  m.word AS method,
  h.word AS host,
  r.route,
  g.cpu_rows,
  g.cpu_mean,
  g.app_mean,
  g.until_mean,
  w.wait_p20,
  w.wait_p50,
  w.wait_p80,
  g.impossible,
  g.told_rows,
  g.told_wait_mean,
  t.rest_p20
FROM grouped g
LEFT JOIN waits w USING (method_id, host_id, route_id)
LEFT JOIN rests t USING (method_id, host_id, route_id)
LEFT JOIN words m ON m.id = g.method_id
LEFT JOIN words h ON h.id = g.host_id
JOIN routes r ON r.id = g.route_id;
