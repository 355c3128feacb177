INSERT INTO queries SELECT unnest(COLUMNS(*)) FROM waiting_rows();
