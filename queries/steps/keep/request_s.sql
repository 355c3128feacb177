-- From here on requests keep the request time where it is no whole number of milliseconds.
ALTER TABLE hits DROP COLUMN request_s;
ALTER TABLE hits ADD COLUMN request_s DOUBLE;
