-- Gives every text of queries that stands there under several ids its first one. Each reading begins without
-- texts, and one with little memory forgets them. Those that `unified` names were looked at before.
CREATE OR REPLACE TEMP TABLE twins AS
WITH fresh AS (SELECT DISTINCT hash(query) AS h FROM queries WHERE id > (SELECT coalesce(max(id), 0) FROM unified WHERE name = 'queries')),
often AS (SELECT hash(query) AS h FROM queries SEMI JOIN fresh ON hash(query) = h GROUP BY ALL HAVING count(*) > 1),
same AS (SELECT id, min(id) OVER (PARTITION BY query) AS first_id FROM queries SEMI JOIN often ON hash(query) = h)
SELECT id, first_id FROM same WHERE id <> first_id;
UPDATE hits SET query_id = first_id FROM twins WHERE query_id = twins.id;
DELETE FROM queries USING twins WHERE queries.id = twins.id;
DELETE FROM unified WHERE name = 'queries';
INSERT INTO unified SELECT 'queries', coalesce(max(id), 0) FROM queries;
