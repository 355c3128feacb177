-- Keeps of the chosen rows those that fit a condition of the user's, which takes the place of the comment.
SET VARIABLE chosen_rows = (
  SELECT bitstring_agg(row_id, 0, getvariable('last_row'))
  FROM (FROM numbered_requests WHERE get_bit(getvariable('chosen_rows'), row_id::INTEGER) = 1) AS requests
  WHERE (
/* condition */
  )
);
