-- Browsers and bots by name, those with most requests first.
-- column name VARCHAR: its name; other: it is not known
-- column kind VARCHAR: bot or browser
-- column requests BIGINT: requests
-- column share DOUBLE: of all requests
-- column errors BIGINT: with a status from 400 on
-- column bytes BIGINT: bytes of the answers
-- column app_s DOUBLE: sum of upstream time; null: none logged
WITH used AS (
  SELECT
    agent_id,
    count(*) AS requests,
    count(*) FILTER (status >= 400) AS errors,
    coalesce(sum(bytes), 0)::BIGINT AS bytes,
    sum(app_seconds) AS app_s
  FROM chosen_hits
  GROUP BY ALL
)
SELECT
  coalesce(a.bot, a.browser, 'other') AS name,
  if(a.bot IS NULL, 'browser', 'bot') AS kind,
  sum(u.requests)::BIGINT AS requests,
  sum(u.requests) / (SELECT sum(requests) FROM used) AS share,
  sum(u.errors)::BIGINT AS errors,
  sum(u.bytes)::BIGINT AS bytes,
  sum(u.app_s) AS app_s
FROM used u
JOIN agents a ON a.id = u.agent_id
GROUP BY ALL
ORDER BY requests DESC, name, kind;
