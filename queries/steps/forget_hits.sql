-- Takes away what the store holds of a file, among its hits.
DELETE FROM hits WHERE file_id = $id;
