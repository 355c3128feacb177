-- Writes the requests that ended on a day, in UTC, to a Parquet file; those without a time where the day is null.
COPY (
  FROM requests
  WHERE CASE
    WHEN $day IS NULL THEN time IS NULL
    ELSE time >= $day::TIMESTAMP AND time < $day::TIMESTAMP + INTERVAL 1 DAY
  END
)
TO $file (FORMAT parquet, COMPRESSION zstd);
