INSERT INTO paths SELECT unnest(COLUMNS(*)) FROM waiting_rows();
