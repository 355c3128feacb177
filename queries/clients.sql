-- Clients, those with most requests first.
-- param most INTEGER: rows at most
-- column client VARCHAR: its address, or its network
-- column requests BIGINT: requests
-- column share DOUBLE: of all requests
-- column errors BIGINT: with a status from 400 on
-- column bot_requests BIGINT: that bots made
-- column bytes BIGINT: bytes of the answers
-- column app_s DOUBLE: sum of upstream time; null: none logged
WITH grouped AS (
  SELECT
    client_id,
    count(*) AS requests,
    count(*) FILTER (status >= 400) AS errors,
    count(*) FILTER (is_bot) AS bot_requests,
    coalesce(sum(bytes), 0)::BIGINT AS bytes,
    sum(app_seconds) AS app_s,
    sum(count(*)) OVER () AS all_requests
  FROM chosen_hits
  GROUP BY ALL
)
SELECT c.client, g.requests, g.requests / g.all_requests AS share, g.errors, g.bot_requests, g.bytes, g.app_s
FROM grouped g
JOIN clients c ON c.id = g.client_id
ORDER BY requests DESC, client
LIMIT $most::INTEGER;
