-- The routes whose answers of programs a cache may hold, or must not: what is left out, and why.
-- column number INTEGER: as in cache_requests.sql; rising, with gaps
-- column method VARCHAR: null: none
-- column host VARCHAR: null: not logged
-- column route VARCHAR: the route
-- column urls BIGINT: distinct URLs that a cache may hold, query included
-- column answers BIGINT: requests that the application answered with 200
-- column method_answers BIGINT: of these left out for their method: POST and others change things
-- column login_answers BIGINT: for a login, which answers may depend on
-- column changing_answers BIGINT: for sizes that differ: by who asks (cookies, Vary), or over time
-- column rare_answers BIGINT: for URLs asked for fewer than ten times
-- column small_answers BIGINT: for bodies so small that equal sizes prove nothing
-- column unlogged_answers BIGINT: for a size or a time that is not logged
WITH counted AS (
  SELECT
    method_id,
    host_id,
    route_id,
    count(*) FILTER (left_out IS NULL) AS urls,
    sum(answers)::BIGINT AS answers,
    coalesce(sum(answers) FILTER (left_out = 'method'), 0)::BIGINT AS method_answers,
    coalesce(sum(CASE WHEN left_out = 'login' THEN answers WHEN left_out IS NULL THEN answers - requests END), 0)::BIGINT
      AS login_answers,
    coalesce(sum(answers) FILTER (left_out = 'changing'), 0)::BIGINT AS changing_answers,
    coalesce(sum(answers) FILTER (left_out = 'rare'), 0)::BIGINT AS rare_answers,
    coalesce(sum(answers) FILTER (left_out = 'small'), 0)::BIGINT AS small_answers,
    coalesce(sum(answers) FILTER (left_out = 'unlogged'), 0)::BIGINT AS unlogged_answers
  FROM cache_urls
  GROUP BY ALL
)
SELECT
  n.number,
  m.word AS method,
  h.word AS host,
  r.route,
  c.* EXCLUDE (method_id, host_id, route_id)
FROM counted c
JOIN cache_numbers n USING (method_id, host_id, route_id)
LEFT JOIN words m ON m.id = c.method_id
LEFT JOIN words h ON h.id = c.host_id
JOIN routes r ON r.id = c.route_id
ORDER BY number;
