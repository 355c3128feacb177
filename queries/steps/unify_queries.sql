-- Gives every text of queries that stands there under several ids its first one. Reading with little memory forgets texts.
CREATE OR REPLACE TEMP TABLE twins AS
WITH often AS (SELECT hash(query) AS h FROM queries GROUP BY h HAVING count(*) > 1),
same AS (SELECT id, min(id) OVER (PARTITION BY query) AS first_id FROM queries SEMI JOIN often ON hash(query) = h)
SELECT id, first_id FROM same WHERE id <> first_id;
UPDATE hits SET query_id = first_id FROM twins WHERE query_id = twins.id;
DELETE FROM queries USING twins WHERE queries.id = twins.id;
DROP TABLE twins;
