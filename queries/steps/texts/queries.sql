-- Stores many new queries.
INSERT INTO queries FROM block_texts($first_ids, $blocks);
