-- As unify_words, behind it, where requests keep the user.
UPDATE hits SET user_id = first_id FROM twins WHERE user_id = twins.id;
