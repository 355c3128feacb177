-- Gives every text of agents that stands there under several ids its first one. Each reading begins without
-- texts, and one with little memory forgets them. Those that `unified` names were looked at before.
CREATE OR REPLACE TEMP TABLE twins AS
WITH fresh AS (SELECT DISTINCT hash(agent) AS h FROM agents WHERE id > (SELECT coalesce(max(id), 0) FROM unified WHERE name = 'agents')),
often AS (SELECT hash(agent) AS h FROM agents SEMI JOIN fresh ON hash(agent) = h GROUP BY ALL HAVING count(*) > 1),
same AS (SELECT id, min(id) OVER (PARTITION BY agent) AS first_id FROM agents SEMI JOIN often ON hash(agent) = h)
SELECT id, first_id FROM same WHERE id <> first_id;
UPDATE hits SET agent_id = first_id FROM twins WHERE agent_id = twins.id;
DELETE FROM agents USING twins WHERE agents.id = twins.id;
DELETE FROM unified WHERE name = 'agents';
INSERT INTO unified SELECT 'agents', coalesce(max(id), 0) FROM agents;
