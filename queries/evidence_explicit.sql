-- Rung R1: what the application says of its own CPU and waiting time. A cache replays the header of the stored answer,
-- so only requests whose upstream was asked count; a retried request carries the last attempt's header alone.
-- column method VARCHAR: null: none
-- column host VARCHAR: null: not logged
-- column route VARCHAR: the route
-- column cpu_rows BIGINT: requests with a CPU time and an upstream time
-- column cpu_mean DOUBLE: mean CPU time, seconds
-- column cpu_sd DOUBLE: its standard deviation, seconds
-- column cpu_sum DOUBLE: its sum, seconds
-- column app_mean DOUBLE: mean upstream time, seconds
-- column wait_p20 DOUBLE: 20th percentile of upstream time - CPU time, seconds: the waiting that load does not explain
-- column impossible BIGINT: requests whose CPU time exceeds their upstream time by more than 5 ms and a tenth
-- column growth DOUBLE: by how much the upstream time grows with each second of CPU time (least squares)
-- column growth_error DOUBLE: its standard error
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
    stddev_samp(cpu_s) AS cpu_sd,
    sum(cpu_s) AS cpu_sum,
    avg(app_seconds) FILTER (cpu_s IS NOT NULL) AS app_mean,
    quantile_cont(greatest(app_seconds - cpu_s, 0), 0.2) FILTER (cpu_s IS NOT NULL) AS wait_p20,
    count(*) FILTER (cpu_s > app_seconds * 1.1 + 0.005) AS impossible,
    regr_slope(app_seconds, cpu_s) AS growth,
    sqrt(
      (1 - least(regr_r2(app_seconds, cpu_s), 1)) * regr_syy(app_seconds, cpu_s)
      / nullif(regr_sxx(app_seconds, cpu_s) * (regr_count(app_seconds, cpu_s) - 2.0), 0)
    ) AS growth_error,
    count(wait_s) AS told_rows,
    avg(wait_s) AS told_wait_mean,
    quantile_cont(greatest(coalesce(app_s, app_seconds) - wait_s, 0), 0.2) FILTER (wait_s IS NOT NULL) AS rest_p20
  FROM facts
  WHERE served_by = 'app' AND app_seconds IS NOT NULL AND coalesce(attempts, 1) = 1 AND coalesce(status, 0) <> 499
  GROUP BY ALL
)
SELECT m.word AS method, h.word AS host, r.route, g.* EXCLUDE (method_id, host_id, route_id)
FROM grouped g
LEFT JOIN words m ON m.id = g.method_id
LEFT JOIN words h ON h.id = g.host_id
JOIN routes r ON r.id = g.route_id
WHERE g.cpu_rows > 0 OR g.told_rows > 0;
