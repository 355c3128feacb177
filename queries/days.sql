-- The days on which requests ended.
-- column day VARCHAR: 2026-11-23, in UTC; null: some have no time
SELECT DISTINCT strftime(ended_at::DATE, '%Y-%m-%d') AS day FROM hits ORDER BY ALL;
