-- What caches said of requests, most frequent first.
-- column cache_status VARCHAR: HIT, MISS, …, as $upstream_cache_status has it
-- column requests BIGINT: requests
-- column share DOUBLE: of all that a cache was asked for
-- column bytes BIGINT: bytes of the answers
-- column app_s DOUBLE: sum of upstream time; null: none logged
SELECT
  w.word AS cache_status,
  f.requests,
  f.requests / sum(f.requests) OVER () AS share,
  f.bytes,
  f.app_s
FROM (
  SELECT cache_status_id, count(*) AS requests, coalesce(sum(bytes), 0)::BIGINT AS bytes, sum(app_seconds) AS app_s
  FROM chosen_hits
  WHERE cache_status_id > 0
  GROUP BY ALL
) f
JOIN words w ON w.id = f.cache_status_id
ORDER BY requests DESC, 1;
