-- From here on requests keep fields without a column.
ALTER TABLE hits DROP COLUMN extra;
ALTER TABLE hits ADD COLUMN extra VARCHAR;
