-- Takes away the requests that ended before a time.
DELETE FROM hits WHERE ended_at < $before::TIMESTAMP;
