-- The first rejected lines of the log.
-- param most INTEGER: how many
-- column path VARCHAR: the file
-- column line BIGINT: 1-based
-- column byte_offset BIGINT: of its first byte in the decompressed file
-- column reason VARCHAR: a phrase that follows "the line"
-- column sample VARCHAR: its beginning
SELECT f.path, r.line, r.byte_offset, r.reason, r.sample
FROM rejects r
JOIN files f ON f.id = r.file_id
ORDER BY r.file_id, r.line
LIMIT $most::INTEGER;
