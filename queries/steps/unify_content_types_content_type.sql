-- As unify_content_types, behind it, where requests keep the content type.
UPDATE hits SET content_type_id = first_id FROM twins WHERE content_type_id = twins.id;
