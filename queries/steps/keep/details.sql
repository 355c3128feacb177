-- From here on requests keep where they stand in their log, their protocol and their referrer.
ALTER TABLE hits DROP COLUMN line;
ALTER TABLE hits ADD COLUMN line BIGINT;
ALTER TABLE hits DROP COLUMN protocol_id;
ALTER TABLE hits ADD COLUMN protocol_id INTEGER DEFAULT 0;
ALTER TABLE hits ALTER COLUMN protocol_id DROP DEFAULT;
ALTER TABLE hits DROP COLUMN referrer_id;
ALTER TABLE hits ADD COLUMN referrer_id INTEGER DEFAULT 0;
ALTER TABLE hits ALTER COLUMN referrer_id DROP DEFAULT;
