-- Answers that took longest.
SELECT time, method, path, status, request_s, upstream_s FROM requests ORDER BY request_s DESC, time LIMIT 20
