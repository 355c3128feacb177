-- Who served what: requests by content and server.
-- column content VARCHAR: static or dynamic
-- column served_by VARCHAR: nginx, cache, app or unknown
-- column requests BIGINT: requests
-- column share DOUBLE: of all requests
-- column bytes BIGINT: bytes of the answers
-- column app_seconds DOUBLE: sum of upstream time; null: none logged
SELECT
  content::VARCHAR AS content,
  served_by::VARCHAR AS served_by,
  sum(requests)::BIGINT AS requests,
  sum(requests) / sum(sum(requests)) OVER () AS share,
  sum(bytes)::BIGINT AS bytes,
  sum(app_seconds) AS app_seconds
FROM kind_counts
GROUP BY ALL
ORDER BY requests DESC, 1, 2;
