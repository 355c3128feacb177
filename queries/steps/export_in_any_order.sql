-- Rows that need not come in their order need not wait for each other in memory.
SET preserve_insertion_order = false;
