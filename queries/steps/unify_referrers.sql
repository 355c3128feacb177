-- Gives every text of referrers that stands there under several ids its first one. Reading with little memory forgets texts.
CREATE OR REPLACE TEMP TABLE twins AS
WITH often AS (SELECT hash(referrer) AS h FROM referrers GROUP BY h HAVING count(*) > 1),
same AS (SELECT id, min(id) OVER (PARTITION BY referrer) AS first_id FROM referrers SEMI JOIN often ON hash(referrer) = h)
SELECT id, first_id FROM same WHERE id <> first_id;
UPDATE hits SET referrer_id = first_id FROM twins WHERE referrer_id = twins.id;
DELETE FROM referrers USING twins WHERE referrers.id = twins.id;
DROP TABLE twins;
