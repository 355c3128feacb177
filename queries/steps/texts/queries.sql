-- Stores many new queries.
INSERT INTO queries
SELECT first_id + unnest(range(len(texts))), unnest(texts)
FROM (SELECT first_id, string_split(block, chr(10)) AS texts FROM waiting_texts());
