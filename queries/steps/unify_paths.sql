-- Gives every text of paths that stands there under several ids its first one. Reading with little memory forgets texts.
CREATE OR REPLACE TEMP TABLE twins AS
WITH often AS (SELECT hash(path) AS h FROM paths GROUP BY h HAVING count(*) > 1),
same AS (SELECT id, min(id) OVER (PARTITION BY path) AS first_id FROM paths SEMI JOIN often ON hash(path) = h)
SELECT id, first_id FROM same WHERE id <> first_id;
UPDATE hits SET path_id = first_id FROM twins WHERE path_id = twins.id;
UPDATE hits SET malformed_id = first_id FROM twins WHERE malformed_id = twins.id;
DELETE FROM paths USING twins WHERE paths.id = twins.id;
DROP TABLE twins;
