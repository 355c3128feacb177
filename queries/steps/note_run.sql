-- Writes down a reading that added lines.
INSERT INTO runs
SELECT coalesce(max(id), 0) + 1, $began::TIMESTAMP, $ended::TIMESTAMP, $logsplit, $files, $lines, $parsed, $rejected, $ignored
FROM runs;
