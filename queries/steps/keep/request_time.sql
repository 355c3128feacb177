-- From here on requests keep the request time.
ALTER TABLE hits DROP COLUMN request_s;
ALTER TABLE hits ADD COLUMN request_s DOUBLE;
