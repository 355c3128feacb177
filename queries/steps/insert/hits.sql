INSERT INTO hits SELECT unnest(COLUMNS(*)) FROM waiting_rows();
