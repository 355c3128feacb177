-- Takes away what is told of a file, which is then told anew; its requests stay.
DELETE FROM files WHERE id = $id;
