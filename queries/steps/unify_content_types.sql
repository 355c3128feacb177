-- Gives every text of content_types that stands there under several ids its first one. Reading with little memory forgets texts.
CREATE OR REPLACE TEMP TABLE twins AS
WITH often AS (SELECT hash(content_type) AS h FROM content_types GROUP BY h HAVING count(*) > 1),
same AS (SELECT id, min(id) OVER (PARTITION BY content_type) AS first_id FROM content_types SEMI JOIN often ON hash(content_type) = h)
SELECT id, first_id FROM same WHERE id <> first_id;
UPDATE hits SET content_type_id = first_id FROM twins WHERE content_type_id = twins.id;
DELETE FROM content_types USING twins WHERE content_types.id = twins.id;
DROP TABLE twins;
