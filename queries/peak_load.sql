-- How many requests came to the application in the whole time and in the busiest slice of it.
-- param slice_seconds INTEGER: width of a slice
-- column span_s DOUBLE: seconds from the first to the last; null: no end times
-- column requests BIGINT: requests that the application answered, with an upstream time
-- column peak_requests BIGINT: in the slice that had most of them
WITH slices AS (
  SELECT
    epoch_us(ended_at) // ($slice_seconds::BIGINT * 1000000) AS slice,
    min(ended_at) AS first_end,
    max(ended_at) AS last_end,
    count(*) AS requests
  FROM period_hits
  WHERE app_seconds >= 0 AND ended_at IS NOT NULL
  GROUP BY ALL
)
SELECT
  epoch(max(last_end) - min(first_end))::DOUBLE AS span_s,
  coalesce(sum(requests), 0)::BIGINT AS requests,
  coalesce(max(requests), 0) AS peak_requests
FROM slices;
