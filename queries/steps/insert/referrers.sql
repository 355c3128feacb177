INSERT INTO referrers SELECT unnest(COLUMNS(*)) FROM waiting_rows();
