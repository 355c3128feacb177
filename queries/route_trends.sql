-- Requests of the routes with most application time, else most requests, over the time of the log in 24 slices.
-- param most INTEGER: routes at most
-- column method VARCHAR: null: none
-- column host VARCHAR: null: not logged
-- column route VARCHAR: the route
-- column trend BIGINT[]: requests in each slice
WITH span AS (
  SELECT epoch_us(min(ended_at)) AS from_us, epoch_us(max(ended_at)) AS to_us FROM facts
),
top AS (
  SELECT method_id, host_id, route_id
  FROM facts
  GROUP BY ALL
  ORDER BY sum(app_seconds) DESC NULLS LAST, count(*) DESC
  LIMIT $most::INTEGER
),
sliced AS (
  SELECT
    f.method_id,
    f.host_id,
    f.route_id,
    least((epoch_us(f.ended_at) - from_us) * 24 // greatest(to_us - from_us, 1), 23) AS slice,
    count(*) AS n
  FROM facts f
  JOIN top USING (method_id, host_id, route_id), span
  WHERE f.ended_at IS NOT NULL
  GROUP BY ALL
),
listed AS (
  SELECT method_id, host_id, route_id, map_from_entries(list(row(slice, n))) AS slices FROM sliced GROUP BY ALL
)
SELECT
  m.word AS method,
  h.word AS host,
  r.route,
  [coalesce(l.slices[s], 0)::BIGINT FOR s IN range(24)] AS trend
FROM listed l
LEFT JOIN words m ON m.id = l.method_id
LEFT JOIN words h ON h.id = l.host_id
JOIN routes r ON r.id = l.route_id
ORDER BY route, method, host;
