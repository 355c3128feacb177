-- Up to which id every text of a table stands there once.
CREATE TABLE unified (name VARCHAR, id INTEGER);
-- Requests that were stored and are gone since, by age.
ALTER TABLE files ADD COLUMN forgotten BIGINT DEFAULT 0;
UPDATE schema_version SET version = 3;
