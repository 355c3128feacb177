-- From here on requests keep the time until the upstream's header in whole milliseconds.
ALTER TABLE hits DROP COLUMN header_ms;
ALTER TABLE hits ADD COLUMN header_ms INTEGER;
