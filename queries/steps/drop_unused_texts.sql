-- Takes away texts that no request has any more.
DELETE FROM paths WHERE id NOT IN (SELECT path_id FROM hits UNION SELECT malformed_id FROM hits);
DELETE FROM queries WHERE id NOT IN (SELECT query_id FROM hits);
DELETE FROM referrers WHERE id NOT IN (SELECT referrer_id FROM hits);
DELETE FROM agents WHERE id NOT IN (SELECT agent_id FROM hits);
DELETE FROM clients WHERE id NOT IN (SELECT client_id FROM hits);
DELETE FROM content_types WHERE id NOT IN (SELECT content_type_id FROM hits);
DELETE FROM templates WHERE id NOT IN (SELECT template_id FROM hits);
DELETE FROM words WHERE id NOT IN (
  SELECT host_id FROM hits
  UNION SELECT user_id FROM hits
  UNION SELECT method_id FROM hits
  UNION SELECT protocol_id FROM hits
  UNION SELECT upstream_addr_id FROM hits
  UNION SELECT cache_status_id FROM hits
);
