-- Beyond the number of any stored request, which are numbered from 0 in the order of the log.
-- column rows BIGINT: 0: there are none
SELECT coalesce(max(rowid) + 1, 0) AS rows FROM hits;
