-- Writes down how many requests of a file are gone.
UPDATE files SET forgotten = forgotten + $requests WHERE id = $id;
