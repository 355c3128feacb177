-- Gives requests the templates that their paths have from now on.
UPDATE hits SET template_id = renamed.template_id
FROM renamed
WHERE hits.path_id = renamed.path_id AND hits.template_id <> renamed.template_id;
DROP TABLE renamed;
