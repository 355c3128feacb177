-- Every path template with its requests: what route templates are learned from.
-- column id INTEGER: the template's id
-- column template VARCHAR: the path after the built-in rules
-- column requests BIGINT: requests
SELECT t.id, t.template, count(*) AS requests
FROM hits h
JOIN templates t ON t.id = h.template_id
GROUP BY ALL
ORDER BY t.id;
