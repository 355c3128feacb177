-- Columns that were stored in every store are not in those that are new: whoever writes to one has to know that.
UPDATE schema_version SET version = 4;
