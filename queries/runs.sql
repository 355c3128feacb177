-- Each reading that added lines, the last one first.
-- column began VARCHAR: ISO 8601, UTC
-- column ended VARCHAR: ISO 8601, UTC
-- column logsplit VARCHAR: the program's version
-- column files INTEGER: files that had new lines
-- column lines BIGINT: new lines
-- column parsed BIGINT: of them, those that became requests
-- column rejected BIGINT: of them, those that do not fit the format
-- column ignored BIGINT: of them, blank lines and comments
SELECT
  strftime(began_at, '%Y-%m-%dT%H:%M:%S.%gZ') AS began,
  strftime(ended_at, '%Y-%m-%dT%H:%M:%S.%gZ') AS ended,
  logsplit,
  files,
  lines,
  parsed,
  rejected,
  ignored
FROM runs
ORDER BY id DESC;
