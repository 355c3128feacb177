-- Gives every text of content_types that stands there under several ids its first one. Each reading begins without
-- texts, and one with little memory forgets them. Those that `unified` names were looked at before.
CREATE OR REPLACE TEMP TABLE twins AS
WITH fresh AS (SELECT DISTINCT hash(content_type) AS h FROM content_types WHERE id > (SELECT coalesce(max(id), 0) FROM unified WHERE name = 'content_types')),
often AS (SELECT hash(content_type) AS h FROM content_types SEMI JOIN fresh ON hash(content_type) = h GROUP BY ALL HAVING count(*) > 1),
same AS (SELECT id, min(id) OVER (PARTITION BY content_type) AS first_id FROM content_types SEMI JOIN often ON hash(content_type) = h)
SELECT id, first_id FROM same WHERE id <> first_id;
DELETE FROM content_types USING twins WHERE content_types.id = twins.id;
DELETE FROM unified WHERE name = 'content_types';
INSERT INTO unified SELECT 'content_types', coalesce(max(id), 0) FROM content_types;
