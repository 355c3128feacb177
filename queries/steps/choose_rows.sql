-- Notes which rows pass the filters, a bit each: a query that looks a bit up takes a tenth of the time of one that joins.
SET VARIABLE chosen_rows = (
  SELECT bitstring_agg(rowid, 0, getvariable('last_row'))
  FROM hits
  WHERE
    ($since_us::BIGINT IS NULL OR ended_at >= make_timestamp($since_us::BIGINT))
    AND ($until_us::BIGINT IS NULL OR ended_at < make_timestamp($until_us::BIGINT))
    AND ($bots::BOOLEAN OR NOT is_bot)
    AND ($hosts::VARCHAR IS NULL OR host_id IN (
      SELECT id FROM words WHERE regexp_full_match(word, $hosts::VARCHAR)
    ))
    AND ($methods::VARCHAR IS NULL OR method_id IN (
      SELECT id FROM words WHERE regexp_full_match(word, $methods::VARCHAR)
    ))
    AND ($statuses::VARCHAR IS NULL OR status IN (
      SELECT status FROM (SELECT DISTINCT status FROM hits) WHERE regexp_full_match(status::VARCHAR, $statuses::VARCHAR)
    ))
    AND ($paths::VARCHAR IS NULL OR path_id IN (
      SELECT id FROM paths WHERE regexp_full_match(path, $paths::VARCHAR)
    ))
    AND ($excluded_paths::VARCHAR IS NULL OR path_id NOT IN (
      SELECT id FROM paths WHERE regexp_full_match(path, $excluded_paths::VARCHAR)
    ))
);
