-- Requests by status class.
-- column status_class VARCHAR: 1xx to 5xx, or none
-- column requests BIGINT: requests
SELECT status_class(hundred) AS status_class, sum(requests)::BIGINT AS requests
FROM (SELECT status // 100 AS hundred, count(*) AS requests FROM facts GROUP BY ALL)
GROUP BY ALL
ORDER BY status_class;
