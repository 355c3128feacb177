-- Every path that was asked for.
-- column id INTEGER: the path's id
-- column path VARCHAR: the path, without its query
SELECT id, path FROM paths SEMI JOIN hits ON hits.path_id = paths.id ORDER BY id;
