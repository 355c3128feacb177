-- Routes whose names are most like a text, for one who mistyped it; a path that was asked for leads to its own route.
-- param text VARCHAR: as routes are named: method, host and path
-- param path VARCHAR: the same without the method
-- param most INTEGER: rows at most
-- column method VARCHAR: null: none
-- column host VARCHAR: null: not logged
-- column route VARCHAR: the route
-- column is_of_path BOOLEAN: the path is one of its own
-- column requests BIGINT: requests
WITH grouped AS (
  SELECT method_id, host_id, route_id, bool_or(p.path IS NOT NULL) AS is_of_path, count(*) AS requests
  FROM facts
  LEFT JOIN (SELECT id, path FROM paths WHERE path = $path) p ON p.id = path_id
  GROUP BY ALL
),
named AS (
  SELECT
    m.word AS method,
    h.word AS host,
    r.route,
    g.is_of_path,
    g.requests,
    concat(m.word || ' ', h.word, r.route) AS name
  FROM grouped g
  JOIN routes r ON r.id = g.route_id
  LEFT JOIN words m ON m.id = g.method_id
  LEFT JOIN words h ON h.id = g.host_id
)
SELECT method, host, route, is_of_path, requests
FROM named
ORDER BY
  is_of_path DESC,
  greatest(
    jaro_winkler_similarity(lower(left(name, 500)), lower(left($text, 500))),
    jaro_winkler_similarity(lower(left(route, 500)), lower(left($path, 500)))
  ) DESC,
  requests DESC,
  name
LIMIT $most;
