-- Stores many new referrers.
INSERT INTO referrers
SELECT first_id + unnest(range(len(texts))), unnest(texts)
FROM (SELECT first_id, string_split(block, chr(10)) AS texts FROM waiting_texts());
