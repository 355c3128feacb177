-- Gives every text of clients that stands there under several ids its first one. Reading with little memory forgets texts.
CREATE OR REPLACE TEMP TABLE twins AS
WITH often AS (SELECT hash(client) AS h FROM clients GROUP BY h HAVING count(*) > 1),
same AS (SELECT id, min(id) OVER (PARTITION BY client) AS first_id FROM clients SEMI JOIN often ON hash(client) = h)
SELECT id, first_id FROM same WHERE id <> first_id;
UPDATE hits SET client_id = first_id FROM twins WHERE client_id = twins.id;
DELETE FROM clients USING twins WHERE clients.id = twins.id;
DROP TABLE twins;
