-- Every file that the store knows, and what it holds of it.
-- column path VARCHAR: as it was met last
-- column format VARCHAR: the format's name
-- column lines BIGINT: lines read
-- column parsed BIGINT: lines that became requests
-- column rejected BIGINT: lines that do not fit the format
-- column ignored BIGINT: blank lines and comments
-- column forgotten BIGINT: requests that were stored and are gone since
-- column requests BIGINT: requests
-- column first_time VARCHAR: ISO 8601, UTC
-- column last_time VARCHAR: ISO 8601, UTC
-- column fault VARCHAR: a fault met while reading; null: none
-- column mark VARCHAR: by what it is known again; null: not known
WITH held AS (
  SELECT
    file_id,
    count(*) AS requests,
    strftime(min(ended_at), '%Y-%m-%dT%H:%M:%S.%gZ') AS first_time,
    strftime(max(ended_at), '%Y-%m-%dT%H:%M:%S.%gZ') AS last_time
  FROM hits
  GROUP BY ALL
)
SELECT
  f.path,
  f.format,
  f.lines,
  f.parsed,
  f.rejected,
  f.ignored,
  f.forgotten,
  coalesce(h.requests, 0) AS requests,
  h.first_time,
  h.last_time,
  f.fault,
  f.mark
FROM files f
LEFT JOIN held h ON h.file_id = f.id
ORDER BY f.id;
