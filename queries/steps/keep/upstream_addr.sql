-- From here on requests keep the upstream's address.
ALTER TABLE hits DROP COLUMN upstream_addr_id;
ALTER TABLE hits ADD COLUMN upstream_addr_id INTEGER DEFAULT 0;
ALTER TABLE hits ALTER COLUMN upstream_addr_id DROP DEFAULT;
