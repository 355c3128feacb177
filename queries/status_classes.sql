-- Requests by status class.
-- column status_class VARCHAR: 1xx to 5xx, or none
-- column requests BIGINT: requests
SELECT status_class, count(*) AS requests FROM facts GROUP BY ALL ORDER BY status_class;
