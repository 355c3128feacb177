-- Gives every text of words that stands there under several ids its first one. Reading with little memory forgets texts.
CREATE OR REPLACE TEMP TABLE twins AS
WITH often AS (SELECT hash(word) AS h FROM words GROUP BY h HAVING count(*) > 1),
same AS (SELECT id, min(id) OVER (PARTITION BY word) AS first_id FROM words SEMI JOIN often ON hash(word) = h)
SELECT id, first_id FROM same WHERE id <> first_id;
UPDATE hits SET host_id = first_id FROM twins WHERE host_id = twins.id;
UPDATE hits SET user_id = first_id FROM twins WHERE user_id = twins.id;
UPDATE hits SET method_id = first_id FROM twins WHERE method_id = twins.id;
UPDATE hits SET protocol_id = first_id FROM twins WHERE protocol_id = twins.id;
UPDATE hits SET upstream_addr_id = first_id FROM twins WHERE upstream_addr_id = twins.id;
UPDATE hits SET cache_status_id = first_id FROM twins WHERE cache_status_id = twins.id;
DELETE FROM words USING twins WHERE words.id = twins.id;
DROP TABLE twins;
