-- What holds for the whole store.
-- column key VARCHAR: what it is about
-- column value VARCHAR: what holds
SELECT key, value FROM state ORDER BY key;
