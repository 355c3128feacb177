-- Takes away what the store holds of a file, among its rejects.
DELETE FROM rejects WHERE file_id = $id;
