-- The whole log in one row. Seconds are null where the log has no such time.
-- column requests BIGINT: requests analysed
-- column excluded BIGINT: requests left out by filters
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
WITH sums AS (
  SELECT
    count(*) AS requests,
    (SELECT count(*) FROM hits) - count(*) AS excluded,
    coalesce(sum(bytes), 0)::BIGINT AS bytes,
    sum(app_seconds) AS app_seconds,
    sum(request_s) AS request_seconds,
    count(*) FILTER (malformed_id > 0) AS malformed,
    strftime(min(ended_at), '%Y-%m-%dT%H:%M:%S.%gZ') AS first_time,
    strftime(max(ended_at), '%Y-%m-%dT%H:%M:%S.%gZ') AS last_time,
    epoch(max(ended_at) - min(ended_at))::DOUBLE AS span_seconds,
    max(request_s) AS request_max,
    count(app_seconds) AS app_requests,
    max(app_seconds) AS app_max,
    count(request_s) AS timed_requests
  FROM facts
),
people AS (
  SELECT count(*) AS clients FROM (SELECT DISTINCT client_id FROM facts WHERE client_id > 0)
),
request_values AS (
  SELECT request_s AS v, count(*) AS times FROM facts WHERE request_s IS NOT NULL GROUP BY ALL
),
request_ranks AS (
  SELECT v, sum(times) OVER (ORDER BY v) AS upto, sum(times) OVER () AS n FROM request_values
),
request_times AS (
  SELECT counted_quantiles(v, upto, n) AS quantiles FROM request_ranks
),
app_values AS (
  SELECT app_seconds AS v, count(*) AS times FROM facts WHERE app_seconds IS NOT NULL GROUP BY ALL
),
app_ranks AS (
  SELECT v, sum(times) OVER (ORDER BY v) AS upto, sum(times) OVER () AS n FROM app_values
),
app_times AS (
  SELECT counted_quantiles(v, upto, n) AS quantiles FROM app_ranks
)
SELECT
  s.requests,
  s.excluded,
  s.bytes,
  s.app_seconds,
  s.request_seconds,
  p.clients,
  s.malformed,
  s.first_time,
  s.last_time,
  s.span_seconds,
  s.request_max,
  if(s.timed_requests > 0, rt.quantiles, NULL) AS request_quantiles,
  s.app_requests,
  s.app_max,
  if(s.app_requests > 0, ap.quantiles, NULL) AS app_quantiles,
  s.timed_requests
FROM sums s, people p, request_times rt, app_times ap;
