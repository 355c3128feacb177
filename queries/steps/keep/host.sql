-- From here on requests keep the host.
ALTER TABLE hits DROP COLUMN host_id;
ALTER TABLE hits ADD COLUMN host_id INTEGER DEFAULT 0;
ALTER TABLE hits ALTER COLUMN host_id DROP DEFAULT;
