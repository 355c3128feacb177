-- From here on requests keep a malformed request line.
ALTER TABLE hits DROP COLUMN malformed_id;
ALTER TABLE hits ADD COLUMN malformed_id INTEGER DEFAULT 0;
ALTER TABLE hits ALTER COLUMN malformed_id DROP DEFAULT;
