-- From here on requests keep whether and how often an upstream was asked.
ALTER TABLE hits DROP COLUMN attempts;
ALTER TABLE hits ADD COLUMN attempts INTEGER;
ALTER TABLE hits DROP COLUMN upstream_asked;
ALTER TABLE hits ADD COLUMN upstream_asked BOOLEAN;
