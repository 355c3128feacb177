-- Each reading into a store that stays, so that its owner sees what was added when.
CREATE TABLE runs (
  id INTEGER,
  began_at TIMESTAMP,
  ended_at TIMESTAMP,
  logsplit VARCHAR,
  files INTEGER,
  lines BIGINT,
  parsed BIGINT,
  rejected BIGINT,
  ignored BIGINT
);
UPDATE schema_version SET version = 2;
