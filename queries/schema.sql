-- The tables that a log is read into: numbers in `hits`, every distinct text once in a table of its own.
-- An id of 0 means that the line does not say.

CREATE TYPE content AS ENUM ('static', 'dynamic');
CREATE TYPE server AS ENUM ('nginx', 'cache', 'app', 'unknown');

CREATE TABLE schema_version (version INTEGER);
INSERT INTO schema_version VALUES (6);

-- What holds for the whole store, such as how its routes are named.
CREATE TABLE state (key VARCHAR, value VARCHAR);

CREATE TABLE files (
  id INTEGER,
  path VARCHAR NOT NULL,
  format VARCHAR NOT NULL,
  log_format VARCHAR,
  format_origin VARCHAR NOT NULL,
  time_resolution_s DOUBLE,
  lines BIGINT NOT NULL,
  parsed BIGINT NOT NULL,
  rejected BIGINT NOT NULL,
  ignored BIGINT NOT NULL,
  fault VARCHAR,
  -- By what it is known again, and up to where it is stored; null: the store does not outlive the reading.
  mark VARCHAR,
  -- Requests that were stored and are gone since, by age.
  forgotten BIGINT DEFAULT 0
);

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

CREATE TABLE rejects (file_id INTEGER, line BIGINT, byte_offset BIGINT, reason VARCHAR, sample VARCHAR);
CREATE TABLE reject_counts (file_id INTEGER, reason VARCHAR, lines BIGINT);

CREATE TABLE words (id INTEGER, word VARCHAR);
CREATE TABLE clients (id INTEGER, client VARCHAR);
CREATE TABLE queries (id INTEGER, query VARCHAR);
CREATE TABLE referrers (id INTEGER, referrer VARCHAR);
CREATE TABLE content_types (id INTEGER, content_type VARCHAR, content VARCHAR);
CREATE TABLE agents (id INTEGER, agent VARCHAR, browser VARCHAR, os VARCHAR, device VARCHAR, bot VARCHAR);
CREATE TABLE paths (id INTEGER, path VARCHAR);
CREATE TABLE templates (id INTEGER, template VARCHAR);
CREATE TABLE template_routes (template_id INTEGER, route_id INTEGER);
-- Named anew after every reading, from all templates together. Requests without a path have templates of their own.
CREATE TABLE routes (id INTEGER, route VARCHAR);
-- Up to which id every text of a table stands there once.
CREATE TABLE unified (name VARCHAR, id INTEGER);

-- A column that few logs fill takes room only once a request has a value for it: until then it is computed, as the value
-- that says nothing, and questions about it end before a row is looked at. steps/keep/ makes such columns stored ones.
CREATE TABLE hits (
  -- Most stores hold one log.
  file_id INTEGER GENERATED ALWAYS AS (1) VIRTUAL,
  line BIGINT GENERATED ALWAYS AS (NULL) VIRTUAL,
  ended_at TIMESTAMP,
  client_id INTEGER,
  host_id INTEGER GENERATED ALWAYS AS (0) VIRTUAL,
  user_id INTEGER GENERATED ALWAYS AS (0) VIRTUAL,
  method_id INTEGER,
  path_id INTEGER,
  query_id INTEGER,
  protocol_id INTEGER GENERATED ALWAYS AS (0) VIRTUAL,
  malformed_id INTEGER GENERATED ALWAYS AS (0) VIRTUAL,
  status INTEGER,
  bytes BIGINT,
  request_bytes BIGINT GENERATED ALWAYS AS (NULL) VIRTUAL,
  referrer_id INTEGER GENERATED ALWAYS AS (0) VIRTUAL,
  agent_id INTEGER,
  -- A time is in one of its columns: whole milliseconds are stored at half of the cost of fractions.
  request_ms INTEGER GENERATED ALWAYS AS (NULL) VIRTUAL,
  request_s DOUBLE GENERATED ALWAYS AS (NULL) VIRTUAL,
  upstream_ms INTEGER GENERATED ALWAYS AS (NULL) VIRTUAL,
  upstream_s DOUBLE GENERATED ALWAYS AS (NULL) VIRTUAL,
  connect_ms INTEGER GENERATED ALWAYS AS (NULL) VIRTUAL,
  connect_s DOUBLE GENERATED ALWAYS AS (NULL) VIRTUAL,
  header_ms INTEGER GENERATED ALWAYS AS (NULL) VIRTUAL,
  header_s DOUBLE GENERATED ALWAYS AS (NULL) VIRTUAL,
  attempts INTEGER GENERATED ALWAYS AS (NULL) VIRTUAL,
  upstream_addr_id INTEGER GENERATED ALWAYS AS (0) VIRTUAL,
  cache_status_id INTEGER GENERATED ALWAYS AS (0) VIRTUAL,
  content_type_id INTEGER GENERATED ALWAYS AS (0) VIRTUAL,
  cpu_s DOUBLE GENERATED ALWAYS AS (NULL) VIRTUAL,
  app_s DOUBLE GENERATED ALWAYS AS (NULL) VIRTUAL,
  wait_s DOUBLE GENERATED ALWAYS AS (NULL) VIRTUAL,
  extra VARCHAR GENERATED ALWAYS AS (NULL) VIRTUAL,
  -- What follows from the texts, settled while reading: a query that joins for it takes several times as long.
  template_id INTEGER,
  content content,
  -- That the application answered says that an upstream was asked, `unknown` that the line does not tell.
  served_by server,
  is_bot BOOLEAN
);
