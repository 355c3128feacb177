-- What a location for static files must not cover: folders and extensions of paths that a program answered, below the
-- first folders that hold leaked files, and every extension at all. A request that failed (4xx) has no answer to lose.
-- Asked of all requests, whatever the filters leave. Paths that nginx would read differently (%41, //, /./) come one by one.
-- column host VARCHAR: null: not logged
-- column folder VARCHAR: up to the last slash; '/' alone for what lies in no first folder that holds leaked files
-- column extension VARCHAR: in lower case; '' where the last part has none
-- column method VARCHAR: of the example; null: none
-- column example VARCHAR: one of these paths, as logged
WITH leaked AS (
  SELECT DISTINCT f.host_id, regexp_extract(p.path, '^/[^/]*/?') AS first_folder
  FROM chosen_hits f
  JOIN paths p ON p.id = f.path_id
  WHERE f.content = 'static'::content AND f.served_by = 'app'::server
),
answered AS (
  SELECT f.host_id, f.path_id, min(f.method_id) AS method_id
  FROM all_hits f
  WHERE f.content = 'dynamic'::content AND coalesce(f.status, 0) NOT BETWEEN 400 AND 499 AND f.path_id > 0
  GROUP BY ALL
),
named AS (
  SELECT
    a.host_id,
    a.method_id,
    p.path,
    regexp_matches(p.path, '%[0-9A-Fa-f]{2}|//|/\.') AS is_odd,
    a.host_id IN (SELECT host_id FROM leaked) AS has_leaks,
    regexp_extract(p.path, '^/[^/]*/?') AS first_folder
  FROM answered a
  JOIN paths p ON p.id = a.path_id
  WHERE starts_with(p.path, '/')
),
placed AS (
  SELECT
    n.host_id,
    CASE
      WHEN n.is_odd THEN n.path
      WHEN (n.host_id, n.first_folder) IN (SELECT (host_id, first_folder) FROM leaked)
        THEN regexp_extract(n.path, '^.*/')
      ELSE '/'
    END AS folder,
    lower(regexp_extract(n.path, '\.([A-Za-z0-9]{1,8})$', 1)) AS extension,
    min(n.path) AS example,
    arg_min(n.method_id, n.path) AS method_id
  FROM named n
  WHERE n.has_leaks
  GROUP BY ALL
)
SELECT h.word AS host, p.folder, p.extension, m.word AS method, p.example
FROM placed p
LEFT JOIN words h ON h.id = p.host_id
LEFT JOIN words m ON m.id = p.method_id
ORDER BY host, p.folder, p.extension;
