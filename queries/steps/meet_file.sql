-- Writes down under which name a file was met, and by what it is known again.
UPDATE files SET path = $path, mark = $mark, fault = NULL WHERE id = $id;
