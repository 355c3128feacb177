-- Gives every text of templates that stands there under several ids its first one. Reading with little memory forgets texts.
CREATE OR REPLACE TEMP TABLE twins AS
WITH often AS (SELECT hash(template) AS h FROM templates GROUP BY h HAVING count(*) > 1),
same AS (SELECT id, min(id) OVER (PARTITION BY template) AS first_id FROM templates SEMI JOIN often ON hash(template) = h)
SELECT id, first_id FROM same WHERE id <> first_id;
UPDATE hits SET template_id = first_id FROM twins WHERE template_id = twins.id;
DELETE FROM templates USING twins WHERE templates.id = twins.id;
DROP TABLE twins;
