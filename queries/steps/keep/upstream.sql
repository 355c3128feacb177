-- From here on requests keep what the upstream did.
ALTER TABLE hits DROP COLUMN upstream_s;
ALTER TABLE hits ADD COLUMN upstream_s DOUBLE;
ALTER TABLE hits DROP COLUMN connect_s;
ALTER TABLE hits ADD COLUMN connect_s DOUBLE;
ALTER TABLE hits DROP COLUMN header_s;
ALTER TABLE hits ADD COLUMN header_s DOUBLE;
ALTER TABLE hits DROP COLUMN attempts;
ALTER TABLE hits ADD COLUMN attempts INTEGER;
ALTER TABLE hits DROP COLUMN upstream_asked;
ALTER TABLE hits ADD COLUMN upstream_asked BOOLEAN;
ALTER TABLE hits DROP COLUMN upstream_addr_id;
ALTER TABLE hits ADD COLUMN upstream_addr_id INTEGER DEFAULT 0;
ALTER TABLE hits ALTER COLUMN upstream_addr_id DROP DEFAULT;
ALTER TABLE hits DROP COLUMN cache_status_id;
ALTER TABLE hits ADD COLUMN cache_status_id INTEGER DEFAULT 0;
ALTER TABLE hits ALTER COLUMN cache_status_id DROP DEFAULT;
