-- The requests that took longest: for the client where that is logged, else for the application.
-- param most INTEGER: rows at most
-- column time VARCHAR: when it ended, UTC; null: no times
-- column path VARCHAR: the path; null: none
-- column client VARCHAR: who asked; null: not logged
-- column status INTEGER: the status; null: none
-- column request_s DOUBLE: request time, seconds; null: not logged
-- column app_s DOUBLE: upstream time, seconds; null: not logged
-- column bytes BIGINT: bytes of the answer
-- column file VARCHAR: where its line stands
-- column line BIGINT: which one it is there
WITH slowest AS (
  SELECT ended_at, path_id, client_id, status, request_s, app_seconds, bytes, file_id, line
  FROM facts
  WHERE coalesce(request_s, app_seconds) IS NOT NULL
  ORDER BY coalesce(request_s, app_seconds) DESC, row_id
  LIMIT $most::INTEGER
)
SELECT
  strftime(s.ended_at, '%Y-%m-%d %H:%M:%S') AS time,
  p.path,
  c.client,
  s.status,
  s.request_s,
  s.app_seconds AS app_s,
  s.bytes,
  f.path AS file,
  s.line
FROM slowest s
LEFT JOIN paths p ON p.id = s.path_id
LEFT JOIN clients c ON c.id = s.client_id
LEFT JOIN files f ON f.id = s.file_id
ORDER BY coalesce(request_s, app_s) DESC, time, line;
