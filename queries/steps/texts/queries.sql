-- Stores many new queries: blocks of texts, a newline between two, and the id of each block's first.
INSERT INTO queries
SELECT first_id + unnest(range(len(texts))), unnest(texts)
FROM (
  SELECT first_id, string_split(block, chr(10)) AS texts
  FROM (SELECT unnest($first_ids) AS first_id, unnest($blocks) AS block)
);
