-- Stores many new referrers.
INSERT INTO referrers FROM block_texts($first_ids, $blocks);
