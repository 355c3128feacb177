INSERT INTO words SELECT unnest(COLUMNS(*)) FROM waiting_rows();
