INSERT INTO content_types SELECT unnest(COLUMNS(*)) FROM waiting_rows();
