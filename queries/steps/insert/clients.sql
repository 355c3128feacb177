INSERT INTO clients SELECT unnest(COLUMNS(*)) FROM waiting_rows();
