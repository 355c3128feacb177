-- Who served what, with its part of all: requests by content and server.
-- column content VARCHAR: static or dynamic
-- column served_by VARCHAR: nginx, cache, app or unknown
-- column requests BIGINT: requests
-- column share DOUBLE: of all requests
-- column bytes BIGINT: bytes of the answers
-- column app_s DOUBLE: sum of upstream time; null: none logged
SELECT
  content::VARCHAR AS content,
  served_by::VARCHAR AS served_by,
  count(*) AS requests,
  count(*) / sum(count(*)) OVER () AS share,
  coalesce(sum(bytes), 0)::BIGINT AS bytes,
  sum(app_seconds) AS app_s
FROM facts
GROUP BY ALL
ORDER BY requests DESC, 1, 2;
