-- Stores many new paths.
INSERT INTO paths FROM block_texts($first_ids, $blocks);
