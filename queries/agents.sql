-- Requests by browser, operating system, device and bot.
-- column kind VARCHAR: browser, os, device, bot, or logged (requests with an agent)
-- column name VARCHAR: its name
-- column requests BIGINT: requests
-- column app_seconds DOUBLE: sum of upstream time; null: none logged
WITH described AS (
  SELECT a.browser, a.os, a.device, a.bot, f.app_seconds
  FROM facts f
  JOIN agents a ON a.id = f.agent_id
),
named AS (
  SELECT 'browser' AS kind, browser AS name, app_seconds FROM described WHERE bot IS NULL
  UNION ALL SELECT 'os', os, app_seconds FROM described WHERE bot IS NULL
  UNION ALL SELECT 'device', device, app_seconds FROM described WHERE bot IS NULL
  UNION ALL SELECT 'bot', bot, app_seconds FROM described WHERE bot IS NOT NULL
  UNION ALL SELECT 'logged', 'agent', app_seconds FROM described
)
SELECT kind, coalesce(name, 'other') AS name, count(*) AS requests, sum(app_seconds) AS app_seconds
FROM named
GROUP BY ALL
ORDER BY kind, requests DESC, name;
