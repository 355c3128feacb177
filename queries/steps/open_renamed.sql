-- A table for the templates that paths have from now on.
CREATE OR REPLACE TEMP TABLE renamed (path_id INTEGER, template_id INTEGER);
