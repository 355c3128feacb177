-- Routes with errors, those of the server first.
-- param most INTEGER: rows at most
-- column method VARCHAR: null: none
-- column host VARCHAR: null: not logged
-- column route VARCHAR: the route
-- column requests BIGINT: requests
-- column errors_5xx BIGINT: with a status from 500 on
-- column errors_4xx BIGINT: with another from 400 on, but for 499
-- column given_up BIGINT: with status 499: the client left before the answer
-- column error_share DOUBLE: all of these as a part of its requests
WITH grouped AS (
  SELECT
    method_id,
    host_id,
    route_id,
    count(*) AS requests,
    count(*) FILTER (status >= 500) AS errors_5xx,
    count(*) FILTER (status BETWEEN 400 AND 498) AS errors_4xx,
    count(*) FILTER (status = 499) AS given_up
  FROM facts
  GROUP BY ALL
  HAVING count(*) FILTER (status >= 400) > 0
)
SELECT
  m.word AS method,
  h.word AS host,
  r.route,
  g.requests,
  g.errors_5xx,
  g.errors_4xx,
  g.given_up,
  (g.errors_5xx + g.errors_4xx + g.given_up) / g.requests AS error_share
FROM grouped g
LEFT JOIN words m ON m.id = g.method_id
LEFT JOIN words h ON h.id = g.host_id
JOIN routes r ON r.id = g.route_id
ORDER BY errors_5xx DESC, errors_4xx DESC, given_up DESC, route, method, host
LIMIT $most::INTEGER;
