-- From here on requests keep how often an upstream was asked.
ALTER TABLE hits DROP COLUMN attempts;
ALTER TABLE hits ADD COLUMN attempts INTEGER;
