-- Stores many new templates.
INSERT INTO templates FROM block_texts($first_ids, $blocks);
