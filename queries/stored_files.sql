-- Every file that the store knows, as a reading that goes on needs it.
-- column id INTEGER: the file's id
-- column path VARCHAR: as given when it was read last
-- column lines BIGINT: lines
-- column parsed BIGINT: lines that became requests
-- column rejected BIGINT: lines that do not fit the format
-- column ignored BIGINT: blank lines and comments
-- column kept BIGINT: rejected lines that are kept as examples
-- column reasons MAP(VARCHAR, BIGINT): rejected lines by reason
-- column mark VARCHAR: by what it is known again; null: not known
-- column forgotten BIGINT: requests that were stored and are gone since
WITH kept AS (SELECT file_id, count(*) AS kept FROM rejects GROUP BY ALL),
counts AS (SELECT file_id, map_from_entries(list(row(reason, lines))) AS reasons FROM reject_counts GROUP BY ALL)
SELECT f.id, f.path, f.lines, f.parsed, f.rejected, f.ignored, coalesce(k.kept, 0) AS kept, c.reasons, f.mark, f.forgotten
FROM files f
LEFT JOIN kept k ON k.file_id = f.id
LEFT JOIN counts c ON c.file_id = f.id
ORDER BY f.id;
