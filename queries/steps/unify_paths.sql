-- Gives every text of paths that stands there under several ids its first one. Each reading begins without
-- texts, and one with little memory forgets them. Those that `unified` names were looked at before.
CREATE OR REPLACE TEMP TABLE twins AS
WITH fresh AS (SELECT DISTINCT hash(path) AS h FROM paths WHERE id > (SELECT coalesce(max(id), 0) FROM unified WHERE name = 'paths')),
often AS (SELECT hash(path) AS h FROM paths SEMI JOIN fresh ON hash(path) = h GROUP BY ALL HAVING count(*) > 1),
same AS (SELECT id, min(id) OVER (PARTITION BY path) AS first_id FROM paths SEMI JOIN often ON hash(path) = h)
SELECT id, first_id FROM same WHERE id <> first_id;
UPDATE hits SET path_id = first_id FROM twins WHERE path_id = twins.id;
DELETE FROM paths USING twins WHERE paths.id = twins.id;
DELETE FROM unified WHERE name = 'paths';
INSERT INTO unified SELECT 'paths', coalesce(max(id), 0) FROM paths;
