-- Hosts that were asked for, those with most requests first.
-- param most INTEGER: rows at most
-- column host VARCHAR: its name
-- column requests BIGINT: requests
-- column share DOUBLE: of all requests
-- column errors BIGINT: with a status from 400 on
-- column bytes BIGINT: bytes of the answers
-- column app_s DOUBLE: sum of upstream time; null: none logged
WITH grouped AS (
  SELECT
    host_id,
    count(*) AS requests,
    count(*) FILTER (status >= 400) AS errors,
    coalesce(sum(bytes), 0)::BIGINT AS bytes,
    sum(app_seconds) AS app_s,
    sum(count(*)) OVER () AS all_requests
  FROM chosen_hits
  GROUP BY ALL
)
SELECT w.word AS host, g.requests, g.requests / g.all_requests AS share, g.errors, g.bytes, g.app_s
FROM grouped g
JOIN words w ON w.id = g.host_id
ORDER BY requests DESC, host
LIMIT $most::INTEGER;
