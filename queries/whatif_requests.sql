-- The requests that the application answered, in the order in which they came: what a simulation of its workers replays. To
-- be read by columns.
-- param offloaded VARCHAR: regular expression (RE2) of the paths that are to be offloaded; null: none
-- column start_s DOUBLE: seconds since the Unix epoch, to a microsecond
-- column request_s DOUBLE: seconds until the client had the answer; at least those at the application
-- column app_s DOUBLE: seconds at the application, all attempts together
-- column cpu_s DOUBLE: CPU seconds that it reports; null: none
-- column route INTEGER: number of app_routes.sql
-- column path INTEGER: id of the path
-- column query INTEGER: id of the query; 0: none
-- column is_whole BOOLEAN: one attempt and not given up by the client: its time is the route's, not only load on others
-- column is_cacheable BOOLEAN: 200, without a login
-- column is_offloaded BOOLEAN: a GET or HEAD of such a path
-- column is_chosen BOOLEAN: whether the filters leave it
WITH wanted AS (
  SELECT id FROM paths WHERE $offloaded IS NOT NULL AND regexp_full_match(path, $offloaded)
),
readable AS (
  SELECT id FROM words WHERE word IN ('GET', 'HEAD')
)
SELECT
  (epoch_us(f.ended_at) - round(greatest(coalesce(f.request_s, f.app_seconds), 0) * 1e6)) / 1e6 AS start_s,
  greatest(coalesce(f.request_s, f.app_seconds), f.app_seconds) AS request_s,
  f.app_seconds AS app_s,
  f.cpu_s,
  n.number AS route,
  f.path_id AS path,
  f.query_id AS query,
  coalesce(f.attempts, 1) = 1 AND coalesce(f.status, 0) <> 499 AS is_whole,
  coalesce(f.status = 200, false) AND f.user_id = 0 AS is_cacheable,
  f.method_id IN (FROM readable) AND f.path_id IN (FROM wanted) AS is_offloaded,
  f.row_id IN (SELECT row_id FROM chosen_hits) AS is_chosen
FROM period_facts f
JOIN numbered_app_routes n
  ON n.method_id IS NOT DISTINCT FROM f.method_id AND n.host_id IS NOT DISTINCT FROM f.host_id AND n.route_id = f.route_id
WHERE f.app_seconds >= 0 AND f.ended_at IS NOT NULL
ORDER BY start_s, app_s, route, path, query, f.row_id;
