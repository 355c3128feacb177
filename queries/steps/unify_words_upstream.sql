-- As unify_words, behind it, where requests keep what the upstream did.
UPDATE hits SET upstream_addr_id = first_id FROM twins WHERE upstream_addr_id = twins.id;
UPDATE hits SET cache_status_id = first_id FROM twins WHERE cache_status_id = twins.id;
