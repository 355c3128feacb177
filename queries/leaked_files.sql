-- Static files that the application answered, one row a method and path as it was asked for.
-- column method VARCHAR: null: none
-- column host VARCHAR: null: not logged
-- column route VARCHAR: the route
-- column path VARCHAR: without its query, as logged
-- column requests BIGINT: answered by the application
-- column bytes BIGINT: bytes of these answers
-- column app_seconds DOUBLE: application seconds; null: not logged
-- column good_seconds DOUBLE: those of answers below 400: a file that is not there cannot be served from disk
-- column is_answered BOOLEAN: whether a program answered the same path as well, also where filters leave that out
-- column variants BIGINT: sizes of its full answers, the least of these and of the queries it came with: a file has one
WITH leaked AS (
  SELECT
    method_id,
    host_id,
    route_id,
    path_id,
    count(*) AS requests,
    coalesce(sum(bytes), 0)::BIGINT AS bytes,
    sum(app_seconds) AS app_seconds,
    sum(app_seconds) FILTER (status < 400) AS good_seconds,
    count(DISTINCT bytes) FILTER (status = 200 AND bytes > 0) AS sizes,
    count(DISTINCT query_id) FILTER (status = 200 AND bytes > 0) AS queries
  FROM facts
  WHERE content = 'static'::content AND served_by = 'app'::server
  GROUP BY ALL
),
answered AS (
  SELECT DISTINCT host_id, path_id
  FROM all_hits
  SEMI JOIN leaked USING (host_id, path_id)
  WHERE content = 'dynamic'::content AND coalesce(status, 0) NOT BETWEEN 400 AND 499
)
SELECT
  m.word AS method,
  h.word AS host,
  r.route,
  p.path,
  f.requests,
  f.bytes,
  f.app_seconds,
  f.good_seconds,
  a.path_id IS NOT NULL AS is_answered,
  -- Queries that were left out of the store tell nothing.
  least(f.sizes, if((SELECT count(*) FROM state WHERE key = 'drop_query') > 0, NULL, f.queries)) AS variants
FROM leaked f
JOIN paths p ON p.id = f.path_id
JOIN routes r ON r.id = f.route_id
LEFT JOIN answered a ON a.host_id = f.host_id AND a.path_id = f.path_id
LEFT JOIN words m ON m.id = f.method_id
LEFT JOIN words h ON h.id = f.host_id
WHERE starts_with(p.path, '/')
ORDER BY host, p.path, method;
