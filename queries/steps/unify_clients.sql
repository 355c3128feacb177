-- Gives every text of clients that stands there under several ids its first one. Each reading begins without
-- texts, and one with little memory forgets them. Those that `unified` names were looked at before.
CREATE OR REPLACE TEMP TABLE twins AS
WITH fresh AS (SELECT DISTINCT hash(client) AS h FROM clients WHERE id > (SELECT coalesce(max(id), 0) FROM unified WHERE name = 'clients')),
often AS (SELECT hash(client) AS h FROM clients SEMI JOIN fresh ON hash(client) = h GROUP BY ALL HAVING count(*) > 1),
same AS (SELECT id, min(id) OVER (PARTITION BY client) AS first_id FROM clients SEMI JOIN often ON hash(client) = h)
SELECT id, first_id FROM same WHERE id <> first_id;
UPDATE hits SET client_id = first_id FROM twins WHERE client_id = twins.id;
DELETE FROM clients USING twins WHERE clients.id = twins.id;
DELETE FROM unified WHERE name = 'clients';
INSERT INTO unified SELECT 'clients', coalesce(max(id), 0) FROM clients;
