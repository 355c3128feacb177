-- As unify_words, behind it, where requests keep what the cache did.
UPDATE hits SET cache_status_id = first_id FROM twins WHERE cache_status_id = twins.id;
