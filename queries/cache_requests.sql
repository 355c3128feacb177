-- Requests without a login whose answers a cache may hold (cache_urls of analysis.sql), in the order in which they came. To
-- be read by columns.
-- column start_s DOUBLE: seconds since the Unix epoch at which the request came
-- column ready_s DOUBLE: when the application had answered it
-- column route INTEGER: number of cache_routes.sql
-- column url INTEGER: numbered from 0, query included; -1: a cache must not hold it by its URL
-- column page INTEGER: numbered from 0, whatever the query; -1: its answers depend on the query, or came with one only
-- column bytes DOUBLE: of the answer
-- column app_s DOUBLE: application seconds; null: not logged
SELECT
  epoch_us(a.ended_at) / 1e6 - greatest(coalesce(a.request_s, a.app_seconds, 0), 0) AS start_s,
  start_s + greatest(coalesce(a.app_seconds, a.request_s, 0), 0) AS ready_s,
  k.route,
  k.url,
  k.page,
  a.bytes::DOUBLE AS bytes,
  a.app_seconds AS app_s
FROM cache_asked a
JOIN cache_keys k USING (method_id, host_id, path_id, query_id)
WHERE a.user_id = 0
ORDER BY start_s, ready_s, a.row_id;
