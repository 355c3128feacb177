-- Takes away what holds for the whole store about one thing.
DELETE FROM state WHERE key = $key;
