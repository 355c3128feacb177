-- The routes that the application answered with a known time and end, numbered from 0: the numbers of app_intervals.sql.
-- column number INTEGER: from 0, in the order of names
-- column method VARCHAR: null: none
-- column host VARCHAR: null: not logged
-- column route VARCHAR: the route
-- column requests BIGINT: of it in app_intervals.sql
SELECT number, method, host, route, requests FROM numbered_app_routes ORDER BY number;
