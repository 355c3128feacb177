-- From here on requests keep the time until the upstream was connected where it is no whole number of milliseconds.
ALTER TABLE hits DROP COLUMN connect_s;
ALTER TABLE hits ADD COLUMN connect_s DOUBLE;
