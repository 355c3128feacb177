-- Statuses from 400 on, most frequent first, each over the time of the log in 24 slices.
-- column status INTEGER: the status
-- column requests BIGINT: requests
-- column share DOUBLE: of all requests
-- column app_s DOUBLE: sum of upstream time; null: none logged
-- column trend BIGINT[]: requests in each slice; null: no times
-- column last_time VARCHAR: of the last one, UTC; null: no times
WITH span AS (
  SELECT count(*) AS requests, epoch_us(min(ended_at)) AS from_us, epoch_us(max(ended_at)) AS to_us FROM facts
),
sliced AS (
  SELECT
    status,
    least((epoch_us(ended_at) - from_us) * 24 // greatest(to_us - from_us, 1), 23) AS slice,
    count(*) AS n,
    sum(app_seconds) AS app_s,
    max(ended_at) AS last_time
  FROM facts, span
  WHERE status >= 400
  GROUP BY ALL
),
listed AS (
  SELECT
    status,
    sum(n)::BIGINT AS requests,
    sum(app_s) AS app_s,
    max(last_time) AS last_time,
    map_from_entries(list(row(slice, n)) FILTER (slice IS NOT NULL)) AS slices
  FROM sliced
  GROUP BY ALL
)
SELECT
  l.status,
  l.requests,
  l.requests / span.requests AS share,
  l.app_s,
  [coalesce(l.slices[s], 0)::BIGINT FOR s IN range(24)] AS trend,
  strftime(l.last_time, '%Y-%m-%d %H:%M:%S') AS last_time
FROM listed l, span
ORDER BY requests DESC, status;
