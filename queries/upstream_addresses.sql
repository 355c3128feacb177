-- Addresses that answered for the application, as nginx logs them: where several were tried there is a list, which is
-- left out.
-- column address VARCHAR: "127.0.0.1:8000", "unix:/run/app.sock"
-- column requests BIGINT: requests
SELECT w.word AS address, count(*) AS requests
FROM chosen_hits f
JOIN words w ON w.id = f.upstream_addr_id
WHERE f.served_by = 'app'::server AND NOT contains(w.word, ' ')
GROUP BY ALL
ORDER BY requests DESC, address
LIMIT 16;
