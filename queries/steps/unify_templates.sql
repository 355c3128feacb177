-- Gives every text of templates that stands there under several ids its first one. Each reading begins without
-- texts, and one with little memory forgets them. Those that `unified` names were looked at before.
CREATE OR REPLACE TEMP TABLE twins AS
WITH fresh AS (SELECT DISTINCT hash(template) AS h FROM templates WHERE id > (SELECT coalesce(max(id), 0) FROM unified WHERE name = 'templates')),
often AS (SELECT hash(template) AS h FROM templates SEMI JOIN fresh ON hash(template) = h GROUP BY ALL HAVING count(*) > 1),
same AS (SELECT id, min(id) OVER (PARTITION BY template) AS first_id FROM templates SEMI JOIN often ON hash(template) = h)
SELECT id, first_id FROM same WHERE id <> first_id;
UPDATE hits SET template_id = first_id FROM twins WHERE template_id = twins.id;
DELETE FROM templates USING twins WHERE templates.id = twins.id;
DELETE FROM unified WHERE name = 'templates';
INSERT INTO unified SELECT 'templates', coalesce(max(id), 0) FROM templates;
