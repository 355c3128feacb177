-- Which fields the log carries, as counts of requests that have them: what is missing decides what cannot be told.
-- column requests BIGINT: requests of the period, whatever other filters leave
-- column timed BIGINT: with an end time
-- column request_time BIGINT: with a request time
-- column upstream_known BIGINT: that tell whether the application was asked
-- column upstream_time BIGINT: with an upstream time, or the application's own
-- column cpu_time BIGINT: with a CPU time
-- column wait_time BIGINT: with a reported waiting time
-- column time_resolution_s DOUBLE: of the coarsest file; null: no file has times
SELECT
  count(*) AS requests,
  count(ended_at) AS timed,
  -- As they are stored: the seconds would be worked out to be counted.
  count(*) FILTER (request_ms IS NOT NULL OR finer_request_s IS NOT NULL) AS request_time,
  count(*) FILTER (served_by <> 'unknown'::server) AS upstream_known,
  count(*) FILTER (upstream_ms IS NOT NULL OR finer_upstream_s IS NOT NULL OR app_s IS NOT NULL) AS upstream_time,
  count(cpu_s) AS cpu_time,
  count(wait_s) AS wait_time,
  (SELECT max(time_resolution_s) FROM files WHERE parsed > 0) AS time_resolution_s
FROM period_hits;
