-- Gives every text of referrers that stands there under several ids its first one. Each reading begins without
-- texts, and one with little memory forgets them. Those that `unified` names were looked at before.
CREATE OR REPLACE TEMP TABLE twins AS
WITH fresh AS (SELECT DISTINCT hash(referrer) AS h FROM referrers WHERE id > (SELECT coalesce(max(id), 0) FROM unified WHERE name = 'referrers')),
often AS (SELECT hash(referrer) AS h FROM referrers SEMI JOIN fresh ON hash(referrer) = h GROUP BY ALL HAVING count(*) > 1),
same AS (SELECT id, min(id) OVER (PARTITION BY referrer) AS first_id FROM referrers SEMI JOIN often ON hash(referrer) = h)
SELECT id, first_id FROM same WHERE id <> first_id;
UPDATE hits SET referrer_id = first_id FROM twins WHERE referrer_id = twins.id;
DELETE FROM referrers USING twins WHERE referrers.id = twins.id;
DELETE FROM unified WHERE name = 'referrers';
INSERT INTO unified SELECT 'referrers', coalesce(max(id), 0) FROM referrers;
