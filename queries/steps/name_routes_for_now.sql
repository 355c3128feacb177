-- Has the requests that were read so far seen, each path template as a route: their names are learned when all is read.
INSERT INTO routes
SELECT id, template FROM templates WHERE id > (SELECT coalesce(max(id), 0) FROM routes);
INSERT INTO template_routes
SELECT id, id FROM templates WHERE id > (SELECT coalesce(max(template_id), 0) FROM template_routes);
INSERT INTO routes
SELECT id, name
FROM (VALUES (-1, '(malformed request)'), (0, '(no path)')) t (id, name)
WHERE id NOT IN (SELECT id FROM routes);
INSERT INTO template_routes
SELECT id, id FROM (VALUES (-1), (0)) t (id) WHERE id NOT IN (SELECT template_id FROM template_routes);
