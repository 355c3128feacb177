-- Percentiles of the later of two periods as they would be had each route its share of the requests of the earlier one.
-- Routes that were asked for in one of them alone are left out.
-- param starts VARCHAR: when stretches of time begin, microseconds since 1970, commas between; whole quarters of an hour
-- param stops VARCHAR: when they end
-- param cells VARCHAR: the period that each belongs to: 0 is the later one, 1 the earlier one
-- column host VARCHAR: null where the log has none
-- column is_whole BOOLEAN: whether the row is about all hosts
-- column quantiles DOUBLE[]: 50th, 90th, 95th and 99th percentile, seconds
WITH placed AS (
  SELECT cell, method_id, host_id, route_id, took_s AS v
  FROM facts_in_cells($starts::VARCHAR, $stops::VARCHAR, $cells::VARCHAR)
  WHERE took_s IS NOT NULL
),
weights AS (
  SELECT
    method_id,
    host_id,
    route_id,
    count(*) FILTER (cell = 1) / count(*) FILTER (cell = 0)::DOUBLE AS weight
  FROM placed
  GROUP BY ALL
  HAVING count(*) FILTER (cell = 0) > 0 AND count(*) FILTER (cell = 1) > 0
),
weighted AS (
  SELECT p.host_id, p.v, sum(w.weight) AS weight
  FROM placed p
  JOIN weights w USING (method_id, host_id, route_id)
  WHERE p.cell = 0
  GROUP BY ALL
),
levels AS (
  SELECT host_id, grouping(host_id) AS no_host, v, sum(weight) AS weight
  FROM weighted
  GROUP BY GROUPING SETS ((host_id, v), (v))
),
ranks AS (
  SELECT
    *,
    sum(weight) OVER (PARTITION BY host_id, no_host ORDER BY v) AS upto,
    sum(weight) OVER (PARTITION BY host_id, no_host) AS n
  FROM levels
)
SELECT
  h.word AS host,
  k.no_host = 1 AS is_whole,
  [
    min(v) FILTER (upto >= 0.5 * n),
    min(v) FILTER (upto >= 0.9 * n),
    min(v) FILTER (upto >= 0.95 * n),
    min(v) FILTER (upto >= 0.99 * n)
  ] AS quantiles
FROM ranks k
LEFT JOIN words h ON h.id = k.host_id
GROUP BY h.word, k.host_id, k.no_host
ORDER BY is_whole DESC, host;
