INSERT INTO agents SELECT unnest(COLUMNS(*)) FROM waiting_rows();
