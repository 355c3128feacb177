-- From here on requests keep the request time in whole milliseconds.
ALTER TABLE hits DROP COLUMN request_ms;
ALTER TABLE hits ADD COLUMN request_ms INTEGER;
