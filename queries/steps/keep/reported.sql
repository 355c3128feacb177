-- From here on requests keep what the application reports of itself.
ALTER TABLE hits DROP COLUMN cpu_s;
ALTER TABLE hits ADD COLUMN cpu_s DOUBLE;
ALTER TABLE hits DROP COLUMN app_s;
ALTER TABLE hits ADD COLUMN app_s DOUBLE;
ALTER TABLE hits DROP COLUMN wait_s;
ALTER TABLE hits ADD COLUMN wait_s DOUBLE;
