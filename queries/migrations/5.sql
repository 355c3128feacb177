-- Whole milliseconds have columns of their own from here on; what is stored stays where it is.
ALTER TABLE hits ADD COLUMN request_ms INTEGER;
ALTER TABLE hits ADD COLUMN upstream_ms INTEGER;
ALTER TABLE hits ADD COLUMN connect_ms INTEGER;
ALTER TABLE hits ADD COLUMN header_ms INTEGER;
UPDATE schema_version SET version = 5;
