-- From here on requests keep the answer's content type.
ALTER TABLE hits DROP COLUMN content_type_id;
ALTER TABLE hits ADD COLUMN content_type_id INTEGER DEFAULT 0;
ALTER TABLE hits ALTER COLUMN content_type_id DROP DEFAULT;
