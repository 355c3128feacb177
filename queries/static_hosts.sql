-- The hosts of static_requests.sql, in the order of their numbers there.
-- column host VARCHAR: null: not logged
SELECT h.word AS host
FROM (SELECT DISTINCT host_id FROM static_answers) a
LEFT JOIN words h ON h.id = a.host_id
ORDER BY a.host_id;
