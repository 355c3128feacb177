-- From here on requests keep the time until the upstream was connected in whole milliseconds.
ALTER TABLE hits DROP COLUMN connect_ms;
ALTER TABLE hits ADD COLUMN connect_ms INTEGER;
