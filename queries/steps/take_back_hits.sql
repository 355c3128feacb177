-- Takes away a file's requests behind a line: they are read again.
DELETE FROM hits WHERE file_id = $id AND line > $line;
