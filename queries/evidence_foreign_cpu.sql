-- Whether the reported CPU time is the request's own. Under gevent or asyncio a thread's clock also counts the other
-- requests that ran while this one waited: then reported CPU grows with the CPU of whatever ended meanwhile.
-- Pooled least squares within routes, over routes that need little CPU themselves (10th percentile at most 5 ms), which
-- is where the effect cannot be contention; over all routes where those have fewer than 30 requests, for on a busy event
-- loop none seems to need little. Wants end times finer than a second.
-- column rows BIGINT: requests compared
-- column routes BIGINT: their routes
-- column growth DOUBLE: reported CPU seconds per CPU second of the requests that ended meanwhile
-- column growth_error DOUBLE: its standard error
-- column spread DOUBLE: median over routes of standard deviation / mean of the reported CPU
WITH told AS (
  SELECT
    method_id,
    host_id,
    route_id,
    cpu_s,
    sum(cpu_s) OVER (
      ORDER BY epoch_us(ended_at)
      RANGE BETWEEN (least(app_seconds, 1e6) * 1e6)::BIGINT PRECEDING AND 1 PRECEDING
    ) AS meanwhile_s
  FROM period_facts
  WHERE served_by = 'app'::server AND cpu_s IS NOT NULL AND app_seconds IS NOT NULL AND ended_at IS NOT NULL
),
fit AS (
  SELECT
    count(*) AS n,
    quantile_cont(cpu_s, 0.1) AS cpu_p10,
    stddev_samp(cpu_s) / nullif(avg(cpu_s), 0) AS spread,
    regr_sxx(cpu_s, coalesce(meanwhile_s, 0)) AS sxx,
    regr_sxy(cpu_s, coalesce(meanwhile_s, 0)) AS sxy,
    regr_syy(cpu_s, coalesce(meanwhile_s, 0)) AS syy
  FROM told
  GROUP BY method_id, host_id, route_id
  HAVING n >= 10
),
light AS (
  SELECT coalesce(sum(n), 0) AS n FROM fit WHERE cpu_p10 <= 0.005
)
SELECT
  coalesce(sum(fit.n), 0)::BIGINT AS rows,
  count(*) AS routes,
  sum(sxy) / nullif(sum(sxx), 0) AS growth,
  sqrt(greatest(sum(syy) - sum(sxy) * sum(sxy) / nullif(sum(sxx), 0), 0)
    / nullif(sum(sxx) * greatest(sum(fit.n) - count(*) - 1, 1), 0)) AS growth_error,
  median(spread) AS spread
FROM fit, light
WHERE cpu_p10 <= 0.005 OR light.n < 30;
