-- As unify_paths, behind it, where requests keep a malformed request line.
UPDATE hits SET malformed_id = first_id FROM twins WHERE malformed_id = twins.id;
