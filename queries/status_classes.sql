-- Requests by status class.
-- column status_class VARCHAR: 1xx to 5xx, or none
-- column requests BIGINT: requests
SELECT status_class(status) AS status_class, sum(requests)::BIGINT AS requests
FROM kind_counts
GROUP BY ALL
ORDER BY status_class;
