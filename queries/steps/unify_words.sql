-- Gives every text of words that stands there under several ids its first one. Each reading begins without
-- texts, and one with little memory forgets them. Those that `unified` names were looked at before.
CREATE OR REPLACE TEMP TABLE twins AS
WITH fresh AS (SELECT DISTINCT hash(word) AS h FROM words WHERE id > (SELECT coalesce(max(id), 0) FROM unified WHERE name = 'words')),
often AS (SELECT hash(word) AS h FROM words SEMI JOIN fresh ON hash(word) = h GROUP BY ALL HAVING count(*) > 1),
same AS (SELECT id, min(id) OVER (PARTITION BY word) AS first_id FROM words SEMI JOIN often ON hash(word) = h)
SELECT id, first_id FROM same WHERE id <> first_id;
UPDATE hits SET method_id = first_id FROM twins WHERE method_id = twins.id;
UPDATE hits SET protocol_id = first_id FROM twins WHERE protocol_id = twins.id;
DELETE FROM words USING twins WHERE words.id = twins.id;
DELETE FROM unified WHERE name = 'words';
INSERT INTO unified SELECT 'words', coalesce(max(id), 0) FROM words;
