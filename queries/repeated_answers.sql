-- Effectively static: URLs that the application answered with 200 and one size each time, mostly to clients without a
-- login, again and again. Counted over the requests without a login, grouped by route; requests in the same slice of
-- the time to live count as one miss and hits.
-- param fewest INTEGER: requests a URL must have
-- column method VARCHAR: GET or HEAD
-- column host VARCHAR: null: not logged
-- column route VARCHAR: the route
-- column urls BIGINT: distinct URLs, query included
-- column requests BIGINT: their requests without a login
-- column bytes BIGINT: bytes of the answers
-- column smallest BIGINT: bytes of the smallest of these answers
-- column app_seconds DOUBLE: sum of upstream time; null: none logged
-- column saved_10s DOUBLE: application seconds that a cache of 10 seconds would have saved
-- column saved_60s DOUBLE: the same for 60 seconds
-- column saved_600s DOUBLE: the same for 600 seconds
-- column hits_60s BIGINT: requests that a cache of 60 seconds would have answered
-- column route_requests BIGINT: requests of the whole route that the application answered with 200
WITH asked AS (
  SELECT method_id, host_id, route_id, path_id, query_id, user_id, bytes, app_seconds, epoch_us(ended_at) AS at_us
  FROM facts
  WHERE served_by = 'app' AND content = 'dynamic' AND status = 200
),
urls AS (
  SELECT
    method_id,
    host_id,
    route_id,
    path_id,
    query_id,
    count(*) FILTER (user_id = 0) AS requests,
    sum(bytes) FILTER (user_id = 0)::BIGINT AS bytes,
    any_value(bytes) AS size,
    sum(app_seconds) FILTER (user_id = 0) AS app_seconds
  FROM asked
  GROUP BY ALL
  HAVING
    requests >= greatest($fewest::INTEGER, count(*) / 2)
    AND min(bytes) = max(bytes)
    AND count(bytes) = count(*)
    AND count(at_us) = count(*)
),
slices AS (
  SELECT
    method_id,
    host_id,
    path_id,
    query_id,
    count(DISTINCT at_us // 10_000_000) AS misses_10s,
    count(DISTINCT at_us // 60_000_000) AS misses_60s,
    count(DISTINCT at_us // 600_000_000) AS misses_600s
  FROM asked
  SEMI JOIN urls USING (method_id, host_id, path_id, query_id)
  WHERE user_id = 0
  GROUP BY ALL
),
grouped AS (
  SELECT
    method_id,
    host_id,
    route_id,
    count(*) AS urls,
    sum(requests)::BIGINT AS requests,
    sum(bytes)::BIGINT AS bytes,
    min(size) AS smallest,
    sum(app_seconds) AS app_seconds,
    sum(app_seconds * (1 - misses_10s / requests)) AS saved_10s,
    sum(app_seconds * (1 - misses_60s / requests)) AS saved_60s,
    sum(app_seconds * (1 - misses_600s / requests)) AS saved_600s,
    sum(requests - misses_60s)::BIGINT AS hits_60s
  FROM urls
  JOIN slices USING (method_id, host_id, path_id, query_id)
  GROUP BY ALL
),
whole AS (
  SELECT method_id, host_id, route_id, count(*) AS route_requests FROM asked GROUP BY ALL
)
SELECT m.word AS method, h.word AS host, r.route, g.* EXCLUDE (method_id, host_id, route_id), w.route_requests
FROM grouped g
JOIN whole w USING (method_id, host_id, route_id)
JOIN words m ON m.id = g.method_id
LEFT JOIN words h ON h.id = g.host_id
JOIN routes r ON r.id = g.route_id
WHERE m.word IN ('GET', 'HEAD')
ORDER BY saved_60s DESC NULLS LAST, requests DESC, r.route;
