-- Takes away a file's rejected lines behind a line: they are read again.
DELETE FROM rejects WHERE file_id = $id AND line > $line;
