-- Requests for static files that a CDN would have answered from its copies, in the order in which they came. To be read by
-- columns.
-- column start_s DOUBLE: seconds since the Unix epoch at which the request came
-- column url INTEGER: a number for each URL, query included
-- column host_id INTEGER: as in static_hosts.sql
-- column bytes DOUBLE: of the answer
-- column app_s DOUBLE: application seconds; null: the application was not asked, or it is not logged
WITH urls AS (
  SELECT
    host_id,
    path_id,
    query_id,
    (row_number() OVER () - 1)::INTEGER AS url
  FROM (SELECT DISTINCT host_id, path_id, query_id FROM static_answers)
)
SELECT a.start_s, u.url, a.host_id, a.bytes, a.app_s
FROM static_answers a
JOIN urls u USING (host_id, path_id, query_id)
ORDER BY a.start_s, a.row_id;
