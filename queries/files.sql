-- Every input file of which something is left, and what became of its lines: lines = parsed + rejected + ignored.
-- column path VARCHAR: as given
-- column format VARCHAR: the format's name
-- column log_format VARCHAR: as an nginx log_format; null where fields have keys
-- column format_origin VARCHAR: given, nginx.conf, detected or inferred
-- column lines BIGINT: lines
-- column parsed BIGINT: lines that became requests
-- column rejected BIGINT: lines that do not fit the format
-- column ignored BIGINT: blank lines and comments
-- column fault VARCHAR: a fault met while reading; null: none
-- column forgotten BIGINT: requests that were stored and are gone since
SELECT path, format, log_format, format_origin, lines, parsed, rejected, ignored, fault, forgotten
FROM files
WHERE forgotten = 0 OR forgotten < parsed
ORDER BY id;
