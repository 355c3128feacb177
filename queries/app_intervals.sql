-- When each request was at the application, by the order of its start: from end - request time on, for the upstream
-- time (nginx asks the upstream once it has the request, and may take long to hand the answer on). To be read by columns.
-- What requests in progress at a time tell of their demands: Kraft, Pacheco-Sanchez, Casale and Dawson, Estimating service
-- resource consumption from response time measurements, VALUETOOLS 2009.
-- column start_s DOUBLE: seconds since the Unix epoch, to a microsecond
-- column app_s DOUBLE: seconds at the application, all attempts together
-- column route INTEGER: number of app_routes.sql
-- column is_whole BOOLEAN: one attempt and not given up by the client: its time is the route's, not only load on others
SELECT
  (epoch_us(i.ended_at) - round(i.request_s * 1e6)) / 1e6 AS start_s,
  i.app_seconds AS app_s,
  n.number AS route,
  coalesce(i.attempts, 1) = 1 AND coalesce(i.status, 0) <> 499 AS is_whole
FROM app_timed i
JOIN numbered_app_routes n
  ON n.method_id IS NOT DISTINCT FROM i.method_id AND n.host_id IS NOT DISTINCT FROM i.host_id AND n.route_id = i.route_id
ORDER BY start_s, app_s, route, is_whole;
