-- The hosts that static files were asked of.
-- column id INTEGER: as in static_requests.sql
-- column host VARCHAR: null: not logged
SELECT k.host_id AS id, h.word AS host
FROM (SELECT DISTINCT host_id FROM kind_counts WHERE content = 'static'::content) k
LEFT JOIN words h ON h.id = k.host_id
ORDER BY k.host_id;
