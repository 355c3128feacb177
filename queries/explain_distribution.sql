-- How the times of one route are spread: upstream time where the log has it, else request time, in steps of 1, 2 and 5.
-- A time of 0 is one below nginx's clock of milliseconds.
-- param method VARCHAR: the route's method; null: none
-- param host VARCHAR: its host; null: not logged
-- param route VARCHAR: the route
-- column from_s DOUBLE: seconds, at least
-- column to_s DOUBLE: seconds, less than
-- column requests BIGINT: requests
WITH times AS (
  SELECT
    coalesce(app_seconds, if(served_by IN ('app'::server, 'unknown'::server), request_s, NULL)) AS took_s,
    round(least(took_s, 1e9) * 1e6)::BIGINT AS us
  FROM facts f
  JOIN routes r ON r.id = f.route_id
  LEFT JOIN words m ON m.id = f.method_id
  LEFT JOIN words h ON h.id = f.host_id
  WHERE r.route = $route AND m.word IS NOT DISTINCT FROM $method AND h.word IS NOT DISTINCT FROM $host
),
steps AS (
  SELECT
    (10 ** (length(us::VARCHAR) - 1))::BIGINT AS decade,
    us // decade AS digit
  FROM times
  WHERE took_s IS NOT NULL
)
SELECT
  CASE WHEN digit >= 5 THEN 5 WHEN digit >= 2 THEN 2 WHEN digit = 1 THEN 1 ELSE 0 END * decade / 1e6 AS from_s,
  CASE WHEN digit >= 5 THEN 10 WHEN digit >= 2 THEN 5 WHEN digit = 1 THEN 2 ELSE 1000 END * decade / 1e6 AS to_s,
  count(*) AS requests
FROM steps
GROUP BY ALL
ORDER BY from_s;
