-- The highest id of each table of texts; 0: it is empty.
-- column name VARCHAR: the table
-- column id INTEGER: its highest id
SELECT 'words' AS name, coalesce(max(id), 0) AS id FROM words
UNION ALL SELECT 'clients', coalesce(max(id), 0) FROM clients
UNION ALL SELECT 'paths', coalesce(max(id), 0) FROM paths
UNION ALL SELECT 'queries', coalesce(max(id), 0) FROM queries
UNION ALL SELECT 'referrers', coalesce(max(id), 0) FROM referrers
UNION ALL SELECT 'agents', coalesce(max(id), 0) FROM agents
UNION ALL SELECT 'content_types', coalesce(max(id), 0) FROM content_types
UNION ALL SELECT 'templates', coalesce(max(id), 0) FROM templates;
