-- Notes the highest number of a row: a bit string has to know its length beforehand.
SET VARIABLE last_row = (SELECT coalesce(max(rowid), 0) FROM hits);
