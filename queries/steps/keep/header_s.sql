-- From here on requests keep the time until the upstream's header where it is no whole number of milliseconds.
ALTER TABLE hits DROP COLUMN header_s;
ALTER TABLE hits ADD COLUMN header_s DOUBLE;
