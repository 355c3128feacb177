-- From here on requests keep the size of the request.
ALTER TABLE hits DROP COLUMN request_bytes;
ALTER TABLE hits ADD COLUMN request_bytes BIGINT;
