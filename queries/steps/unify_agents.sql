-- Gives every text of agents that stands there under several ids its first one. Reading with little memory forgets texts.
CREATE OR REPLACE TEMP TABLE twins AS
WITH often AS (SELECT hash(agent) AS h FROM agents GROUP BY h HAVING count(*) > 1),
same AS (SELECT id, min(id) OVER (PARTITION BY agent) AS first_id FROM agents SEMI JOIN often ON hash(agent) = h)
SELECT id, first_id FROM same WHERE id <> first_id;
UPDATE hits SET agent_id = first_id FROM twins WHERE agent_id = twins.id;
DELETE FROM agents USING twins WHERE agents.id = twins.id;
DROP TABLE twins;
