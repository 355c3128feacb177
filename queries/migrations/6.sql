-- Whether an upstream was asked follows from who served the request.
ALTER TABLE hits DROP COLUMN upstream_asked;
UPDATE schema_version SET version = 6;
