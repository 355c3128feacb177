INSERT INTO templates SELECT unnest(COLUMNS(*)) FROM waiting_rows();
