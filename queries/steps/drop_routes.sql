-- Takes away the names of all routes, which are then named anew.
DELETE FROM routes;
DELETE FROM template_routes;
