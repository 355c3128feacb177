-- From here on requests keep the upstream's time where it is no whole number of milliseconds.
ALTER TABLE hits DROP COLUMN upstream_s;
ALTER TABLE hits ADD COLUMN upstream_s DOUBLE;
