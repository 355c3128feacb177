-- Takes away a file's counts of rejected lines, which are then told anew.
DELETE FROM reject_counts WHERE file_id = $id;
