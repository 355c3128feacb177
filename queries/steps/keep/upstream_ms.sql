-- From here on requests keep the upstream's time in whole milliseconds.
ALTER TABLE hits DROP COLUMN upstream_ms;
ALTER TABLE hits ADD COLUMN upstream_ms INTEGER;
