-- From here on requests keep the log that they stand in.
ALTER TABLE hits DROP COLUMN file_id;
ALTER TABLE hits ADD COLUMN file_id INTEGER DEFAULT 1;
ALTER TABLE hits ALTER COLUMN file_id DROP DEFAULT;
