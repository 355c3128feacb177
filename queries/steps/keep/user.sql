-- From here on requests keep the user.
ALTER TABLE hits DROP COLUMN user_id;
ALTER TABLE hits ADD COLUMN user_id INTEGER DEFAULT 0;
ALTER TABLE hits ALTER COLUMN user_id DROP DEFAULT;
