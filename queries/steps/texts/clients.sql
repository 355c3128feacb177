-- Stores many new clients.
INSERT INTO clients FROM block_texts($first_ids, $blocks);
