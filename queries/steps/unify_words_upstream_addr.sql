-- As unify_words, behind it, where requests keep the upstream's address.
UPDATE hits SET upstream_addr_id = first_id FROM twins WHERE upstream_addr_id = twins.id;
