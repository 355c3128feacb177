-- Every path template with its requests: what route templates are learned from.
-- column id INTEGER: the template's id
-- column template VARCHAR: the path after the built-in rules
-- column requests BIGINT: requests
SELECT t.id, t.template, h.requests
FROM (SELECT template_id, count(*) AS requests FROM hits GROUP BY ALL) h
JOIN templates t ON t.id = h.template_id
ORDER BY t.id;
