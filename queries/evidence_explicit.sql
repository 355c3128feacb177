-- Rung R1: what the application says of its own CPU and waiting time. A cache replays the header of the stored answer,
-- so only requests whose upstream was asked count; a retried request carries the last attempt's header alone. The CPU
-- time is told in a header, so it is held against the time until the header came, where the log has that.
-- column method VARCHAR: null: none
-- column host VARCHAR: null: not logged
-- column route VARCHAR: the route
-- column cpu_rows BIGINT: requests with a CPU time and an upstream time
-- column cpu_mean DOUBLE: mean CPU time, seconds
-- column app_mean DOUBLE: mean upstream time, seconds
-- column wait_p20 DOUBLE: 20th percentile of time until the header - CPU time, seconds: waiting without queueing
-- column wait_p50 DOUBLE: its median, seconds
-- column wait_p80 DOUBLE: its 80th percentile, seconds
-- column impossible BIGINT: requests whose CPU time exceeds their upstream time by more than 5 ms and a tenth
-- column told_rows BIGINT: requests with a reported waiting time and an upstream time
-- column told_wait_mean DOUBLE: mean reported waiting time, seconds
-- column rest_p20 DOUBLE: 20th percentile of the time that is not reported as waiting, seconds
WITH grouped AS (
  SELECT
    method_id,
    host_id,
    route_id,
    count(cpu_s) AS cpu_rows,
    avg(cpu_s) AS cpu_mean,
    avg(app_seconds) FILTER (cpu_s IS NOT NULL) AS app_mean,
    quantile_cont(greatest(answer_s - cpu_s, 0), 0.2) FILTER (cpu_s IS NOT NULL) AS wait_p20,
    median(greatest(answer_s - cpu_s, 0)) FILTER (cpu_s IS NOT NULL) AS wait_p50,
    quantile_cont(greatest(answer_s - cpu_s, 0), 0.8) FILTER (cpu_s IS NOT NULL) AS wait_p80,
    count(*) FILTER (cpu_s > app_seconds * 1.1 + 0.005) AS impossible,
    count(wait_s) AS told_rows,
    avg(wait_s) AS told_wait_mean,
    quantile_cont(greatest(coalesce(app_s, app_seconds) - wait_s, 0), 0.2) FILTER (wait_s IS NOT NULL) AS rest_p20
  FROM (SELECT *, coalesce(header_s, app_seconds) AS answer_s FROM facts)
  WHERE served_by = 'app' AND app_seconds IS NOT NULL AND coalesce(attempts, 1) = 1 AND coalesce(status, 0) <> 499
  GROUP BY ALL
)
SELECT m.word AS method, h.word AS host, r.route, g.* EXCLUDE (method_id, host_id, route_id)
FROM grouped g
LEFT JOIN words m ON m.id = g.method_id
LEFT JOIN words h ON h.id = g.host_id
JOIN routes r ON r.id = g.route_id
WHERE g.cpu_rows > 0 OR g.told_rows > 0;
