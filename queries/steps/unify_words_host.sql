-- As unify_words, behind it, where requests keep the host.
UPDATE hits SET host_id = first_id FROM twins WHERE host_id = twins.id;
