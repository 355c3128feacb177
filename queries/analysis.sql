-- What the questions of this folder ask. `chosen_hits`: the requests that the filters leave. `period_hits`: all of the period,
-- for what depends on who else was there. steps/apply_filters.sql replaces both where there are filters. `facts` and
-- `period_facts`: the same with their routes, for questions about routes: finding them is a fifth of a question's time.

CREATE OR REPLACE TEMP VIEW all_hits AS
SELECT
  h.rowid AS row_id,
  h.* EXCLUDE (request_s, upstream_s, header_s),
  coalesce(h.request_s, h.request_ms / 1e3) AS request_s,
  h.request_s AS finer_request_s,
  coalesce(h.upstream_s, h.upstream_ms / 1e3) AS upstream_s,
  h.upstream_s AS finer_upstream_s,
  coalesce(h.header_s, h.header_ms / 1e3) AS header_s,
  -- An answer from a cache is no work of the application, whatever header it replays. Where nginx's own measure is not
  -- logged, the application's will do.
  CASE WHEN h.served_by = 'app'::server THEN coalesce(h.upstream_s, h.upstream_ms / 1e3, h.app_s) END AS app_seconds,
  coalesce(h.request_ms <> 0, h.request_s <> 0) AS is_time_known,
  coalesce(
    h.request_ms > 0 AND h.request_ms > 2::BIGINT * h.upstream_ms,
    (request_s - app_seconds) / nullif(request_s, 0) > 0.5
  ) AS is_mostly_outside
FROM hits h;

CREATE OR REPLACE TEMP VIEW chosen_hits AS FROM all_hits;
CREATE OR REPLACE TEMP VIEW period_hits AS FROM all_hits;

CREATE OR REPLACE TEMP VIEW facts AS SELECT h.*, tr.route_id FROM chosen_hits h JOIN template_routes tr ON tr.template_id = h.template_id;
CREATE OR REPLACE TEMP VIEW period_facts AS SELECT h.*, tr.route_id FROM period_hits h JOIN template_routes tr ON tr.template_id = h.template_id;

-- How many requests there are of each kind, and how many took each time. Most figures of a report follow from these, so
-- steps/count_requests.sql counts once for all of its questions, and replaces both with what came of it.
CREATE OR REPLACE TEMP VIEW counted_kinds AS
SELECT
  method_id,
  host_id,
  route_id,
  content,
  served_by,
  status,
  is_bot,
  coalesce(attempts, 1) > 1 AS is_retried,
  count(*) AS requests,
  coalesce(sum(bytes), 0)::BIGINT AS bytes,
  sum(app_seconds) AS app_seconds
FROM facts
GROUP BY ALL;

-- Grouped as they are stored: integers are grouped in half of the time.
CREATE OR REPLACE TEMP VIEW counted_request_times AS
SELECT method_id, host_id, route_id, request_ms / 1e3 AS v, times
FROM (SELECT method_id, host_id, route_id, request_ms, count(*) AS times FROM facts WHERE request_ms IS NOT NULL GROUP BY ALL)
UNION ALL
SELECT method_id, host_id, route_id, finer_request_s, count(*) FROM facts WHERE finer_request_s IS NOT NULL GROUP BY ALL;

-- `times_known`: with a request time; `mostly_outside`: of these, spent for more than half outside of the application.
CREATE OR REPLACE TEMP VIEW counted_app_times AS
SELECT method_id, host_id, route_id, upstream_ms / 1e3 AS v, times, times_known, mostly_outside
FROM (
  SELECT
    method_id,
    host_id,
    route_id,
    upstream_ms,
    count(*) AS times,
    count(*) FILTER (is_time_known) AS times_known,
    count(*) FILTER (is_mostly_outside) AS mostly_outside
  FROM facts
  WHERE served_by = 'app'::server AND upstream_ms IS NOT NULL
  GROUP BY ALL
)
UNION ALL
SELECT
  method_id,
  host_id,
  route_id,
  coalesce(finer_upstream_s, app_s) AS s,
  count(*),
  count(*) FILTER (is_time_known),
  count(*) FILTER (is_mostly_outside)
FROM facts
WHERE served_by = 'app'::server AND upstream_ms IS NULL AND s IS NOT NULL
GROUP BY ALL;

CREATE OR REPLACE TEMP VIEW kind_counts AS FROM counted_kinds;
CREATE OR REPLACE TEMP VIEW request_time_counts AS FROM counted_request_times;
CREATE OR REPLACE TEMP VIEW app_time_counts AS FROM counted_app_times;

-- Both by route, for quantiles: `upto` counts the route's times up to v.
CREATE OR REPLACE TEMP VIEW ranked_times AS
SELECT
  *,
  (sum(times) OVER (PARTITION BY of_app, method_id, host_id, route_id ORDER BY v))::DOUBLE AS upto,
  (sum(times) OVER (PARTITION BY of_app, method_id, host_id, route_id))::DOUBLE AS n
FROM (
  SELECT false AS of_app, method_id, host_id, route_id, v, times, 0 AS times_known, 0 AS mostly_outside FROM request_time_counts
  UNION ALL
  SELECT true, method_id, host_id, route_id, v, times, times_known, mostly_outside FROM app_time_counts
);

-- Requests whose time at the application can be laid on the time axis: all, since they wait for each other.
CREATE OR REPLACE TEMP VIEW app_timed AS
SELECT method_id, host_id, route_id, ended_at, greatest(coalesce(request_s, app_seconds), 0) AS request_s, app_seconds, attempts, status
FROM period_facts
WHERE app_seconds >= 0 AND ended_at IS NOT NULL;

-- Numbered by name, so that the numbers do not depend on the order of the lines.
CREATE OR REPLACE TEMP VIEW numbered_app_routes AS
SELECT
  (row_number() OVER (ORDER BY r.route, m.word, h.word, g.method_id, g.host_id, g.route_id) - 1)::INTEGER AS number,
  g.method_id,
  g.host_id,
  g.route_id,
  m.word AS method,
  h.word AS host,
  r.route,
  g.requests
FROM (SELECT method_id, host_id, route_id, count(*) AS requests FROM app_timed GROUP BY ALL) g
LEFT JOIN words m ON m.id = g.method_id
LEFT JOIN words h ON h.id = g.host_id
JOIN routes r ON r.id = g.route_id;

-- The q-quantile of values that are given once each with `upto`, the count of values up to it, of n in all: linear
-- between neighbours, as quantile_cont does. Counting first takes little memory however many requests there are.
CREATE OR REPLACE TEMP MACRO counted_quantile(v, upto, n, q) AS
  min(v) FILTER (upto > floor(q * (n - 1)))
  + (min(v) FILTER (upto > ceil(q * (n - 1))) - min(v) FILTER (upto > floor(q * (n - 1))))
  * (q * (any_value(n) - 1) - floor(q * (any_value(n) - 1)));
CREATE OR REPLACE TEMP MACRO counted_quantiles(v, upto, n) AS [
  counted_quantile(v, upto, n, 0.5),
  counted_quantile(v, upto, n, 0.9),
  counted_quantile(v, upto, n, 0.95),
  counted_quantile(v, upto, n, 0.99)
];

CREATE OR REPLACE TEMP MACRO status_class(status) AS
  CASE WHEN status BETWEEN 100 AND 599 THEN (status // 100)::VARCHAR || 'xx' ELSE 'none' END;

-- Answers of programs, and what a cache that is shared by everybody may hold of them.
CREATE OR REPLACE TEMP VIEW cache_asked AS
FROM chosen_hits WHERE served_by = 'app'::server AND content = 'dynamic'::content AND status = 200;

-- By URL, query included: millions, which steps/count_cache_urls.sql counts once for the questions of a replay. `size`: of
-- its answers; null where they differ.
CREATE OR REPLACE TEMP VIEW counted_cache_urls AS
SELECT
  a.method_id,
  a.host_id,
  tr.route_id,
  a.path_id,
  a.query_id,
  count(*)::INTEGER AS answers,
  (count(*) FILTER (a.user_id = 0))::INTEGER AS requests,
  count(a.bytes) = count(*) AND count(a.ended_at) = count(*) AS is_logged,
  if(min(a.bytes) = max(a.bytes), min(a.bytes), NULL) AS size
FROM cache_asked a
JOIN template_routes tr ON tr.template_id = a.template_id
GROUP BY ALL;

CREATE OR REPLACE TEMP VIEW cache_url_counts AS FROM counted_cache_urls;

-- `left_out` says why a cache must not or need not hold it; null: its answers were the same for everybody, as far as a log
-- can tell. Two different answers of some hundred bytes often have one size, two pages rarely.
CREATE OR REPLACE TEMP VIEW cache_urls AS
SELECT
  *,
  CASE
    WHEN NOT is_read THEN 'method'
    WHEN requests < answers / 2 THEN 'login'
    WHEN NOT is_logged THEN 'unlogged'
    WHEN size IS NULL THEN 'changing'
    WHEN requests < 10 THEN 'rare'
    WHEN size < 512 THEN 'small'
  END AS left_out
FROM (SELECT *, method_id IN (SELECT id FROM words WHERE word IN ('GET', 'HEAD')) AS is_read FROM cache_url_counts);

-- The routes of cache_asked, and of some requests more, by number.
CREATE OR REPLACE TEMP VIEW cache_numbers AS
SELECT method_id, host_id, route_id, (row_number() OVER (ORDER BY route_id, method_id, host_id) - 1)::INTEGER AS number
FROM (SELECT DISTINCT method_id, host_id, route_id FROM kind_counts WHERE served_by = 'app'::server AND content = 'dynamic'::content AND status = 200);

-- The keys by which a cache may hold answers, by URL: see cache_requests.sql. `cache_keys` are those that
-- steps/count_cache_urls.sql has counted: of a view it is not known that they are few, and requests would be sought by them.
CREATE OR REPLACE TEMP VIEW counted_cache_keys AS
WITH
-- Pages whose answers are the same whatever the query. Most paths came without any, and need not be grouped.
pages AS (
  SELECT method_id, host_id, path_id, (row_number() OVER () - 1)::INTEGER AS page
  FROM cache_urls
  SEMI JOIN (SELECT DISTINCT path_id FROM cache_url_counts WHERE query_id > 0) AS queried USING (path_id)
  GROUP BY method_id, host_id, path_id
  HAVING
    count(*) > 1
    AND bool_and(is_read AND is_logged AND requests >= answers / 2)
    AND count(size) = count(*)
    AND min(size) = max(size)
    AND min(size) >= 512
    AND sum(requests) >= 10
)
SELECT
  u.method_id,
  u.host_id,
  u.path_id,
  u.query_id,
  n.number AS route,
  CASE WHEN u.left_out IS NULL THEN (row_number() OVER (PARTITION BY u.left_out IS NULL) - 1)::INTEGER ELSE -1 END AS url,
  coalesce(p.page, -1) AS page
FROM cache_urls u
JOIN cache_numbers n USING (method_id, host_id, route_id)
LEFT JOIN pages p USING (method_id, host_id, path_id)
WHERE u.left_out IS NULL OR p.page IS NOT NULL;

CREATE OR REPLACE TEMP VIEW cache_keys AS FROM counted_cache_keys;

-- Requests for files that a CDN may hold: whoever answered, a copy does; 304 is asked of it as well. Those of static_hits
-- that read: as long as nothing is joined, rows come in the order of the log.
CREATE OR REPLACE TEMP VIEW static_hits AS
SELECT
  row_id,
  epoch_us(ended_at) / 1e6 - greatest(coalesce(request_s, 0), 0) AS start_s,
  method_id,
  host_id,
  path_id,
  query_id,
  coalesce(bytes, 0)::DOUBLE AS bytes,
  app_seconds AS app_s
FROM chosen_hits
WHERE content = 'static'::content AND status IN (200, 304) AND ended_at IS NOT NULL;

CREATE OR REPLACE TEMP VIEW static_answers AS
FROM static_hits WHERE method_id IN (SELECT id FROM words WHERE word IN ('GET', 'HEAD'));

-- Requests in stretches of time, each of which belongs to a cell: lists of microseconds since 1970 and of numbers, commas
-- between. Stretches begin and end at whole quarters of an hour, as the days of every zone do.
CREATE OR REPLACE TEMP MACRO facts_in_cells(starts, stops, cells) AS TABLE
WITH stretches AS (
  SELECT
    unnest(string_split(starts, ','))::BIGINT AS start,
    unnest(string_split(stops, ','))::BIGINT AS stop,
    unnest(string_split(cells, ','))::INTEGER AS cell
),
slots AS (
  SELECT unnest(range(start // 900000000, stop // 900000000)) AS slot, cell FROM stretches
)
SELECT s.cell, f.*, coalesce(f.request_s, f.app_seconds) AS took_s
FROM facts f
JOIN slots s ON s.slot = epoch_us(f.ended_at) // 900000000
WHERE
  f.ended_at >= (SELECT make_timestamp(min(start)) FROM stretches)
  AND f.ended_at < (SELECT make_timestamp(max(stop)) FROM stretches);
