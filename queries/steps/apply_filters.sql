-- Has the questions see the chosen rows alone. What depends on who else was there sees all of the period.
CREATE OR REPLACE TEMP VIEW period_hits AS
FROM all_hits
WHERE
  (getvariable('period_us')[1] IS NULL OR ended_at >= make_timestamp(getvariable('period_us')[1]))
  AND (getvariable('period_us')[2] IS NULL OR ended_at < make_timestamp(getvariable('period_us')[2]));

-- Of the period's rows, since those of others need not be read.
CREATE OR REPLACE TEMP VIEW chosen_hits AS
FROM period_hits WHERE get_bit(getvariable('chosen_rows'), row_id::INTEGER) = 1;
