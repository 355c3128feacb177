-- From here on requests keep what the cache did.
ALTER TABLE hits DROP COLUMN cache_status_id;
ALTER TABLE hits ADD COLUMN cache_status_id INTEGER DEFAULT 0;
ALTER TABLE hits ALTER COLUMN cache_status_id DROP DEFAULT;
