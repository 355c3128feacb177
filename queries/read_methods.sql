-- The methods that a cache answers.
-- column id INTEGER: as in static_requests_as_logged.sql
SELECT id FROM words WHERE word IN ('GET', 'HEAD') ORDER BY id;
