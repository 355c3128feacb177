-- Has `requests`, as people query it, be the requests that the filters leave.
CREATE OR REPLACE TEMP VIEW requests AS
SELECT * EXCLUDE (row_id)
FROM numbered_requests
WHERE get_bit(getvariable('chosen_rows'), row_id::INTEGER) = 1;
