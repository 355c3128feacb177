-- Writes all requests to Parquet files in a folder, by the day on which they ended, in UTC.
COPY (SELECT *, strftime(time, '%Y-%m-%d') AS day FROM requests)
TO $folder (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (day));
