-- Requests by browser, operating system, device and bot.
-- column kind VARCHAR: browser, os, device, bot, or logged (requests with an agent)
-- column name VARCHAR: its name
-- column requests BIGINT: requests
-- column app_seconds DOUBLE: sum of upstream time; null: none logged
WITH used AS (
  SELECT agent_id, count(*) AS requests, sum(app_seconds) AS app_seconds FROM chosen_hits GROUP BY ALL
),
described AS (
  SELECT a.browser, a.os, a.device, a.bot, u.requests, u.app_seconds
  FROM used u
  JOIN agents a ON a.id = u.agent_id
),
named AS (
  SELECT 'browser' AS kind, browser AS name, requests, app_seconds FROM described WHERE bot IS NULL
  UNION ALL SELECT 'os', os, requests, app_seconds FROM described WHERE bot IS NULL
  UNION ALL SELECT 'device', device, requests, app_seconds FROM described WHERE bot IS NULL
  UNION ALL SELECT 'bot', bot, requests, app_seconds FROM described WHERE bot IS NOT NULL
  UNION ALL SELECT 'logged', 'agent', requests, app_seconds FROM described
)
SELECT kind, coalesce(name, 'other') AS name, sum(requests)::BIGINT AS requests, sum(app_seconds) AS app_seconds
FROM named
GROUP BY ALL
ORDER BY kind, requests DESC, name;
