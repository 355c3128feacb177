-- The whole log in one row. Seconds are null where the log has no such time.
-- column requests BIGINT: requests analysed
-- column excluded BIGINT: requests left out by the settings
-- column bytes BIGINT: bytes of the answers
-- column app_seconds DOUBLE: sum of upstream time
-- column request_seconds DOUBLE: sum of request time
-- column clients BIGINT: distinct clients
-- column malformed BIGINT: requests whose request line was none
-- column first_time VARCHAR: ISO 8601, UTC
-- column last_time VARCHAR: ISO 8601, UTC
-- column span_seconds DOUBLE: from the first to the last end time
-- column request_max DOUBLE: longest request time
-- column request_quantiles DOUBLE[]: 50th, 90th, 95th and 99th percentile of request time
-- column app_requests BIGINT: requests with an upstream time
-- column app_max DOUBLE: longest upstream time
-- column app_quantiles DOUBLE[]: the same percentiles of upstream time
-- column timed_requests BIGINT: requests with a request time
SELECT
  count(*) AS requests,
  (SELECT count(*) FROM hits) - count(*) AS excluded,
  coalesce(sum(bytes), 0)::BIGINT AS bytes,
  sum(app_seconds) AS app_seconds,
  sum(request_s) AS request_seconds,
  count(DISTINCT nullif(client_id, 0)) AS clients,
  count(*) FILTER (malformed_id > 0) AS malformed,
  strftime(min(ended_at), '%Y-%m-%dT%H:%M:%S.%gZ') AS first_time,
  strftime(max(ended_at), '%Y-%m-%dT%H:%M:%S.%gZ') AS last_time,
  epoch(max(ended_at) - min(ended_at))::DOUBLE AS span_seconds,
  max(request_s) AS request_max,
  quantile_cont(request_s, [0.5, 0.9, 0.95, 0.99]) AS request_quantiles,
  count(app_seconds) AS app_requests,
  max(app_seconds) AS app_max,
  quantile_cont(app_seconds, [0.5, 0.9, 0.95, 0.99]) AS app_quantiles,
  count(request_s) AS timed_requests
FROM facts;
