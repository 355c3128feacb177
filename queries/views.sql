-- `requests` is the view for people: one row a request, texts in place of ids, units in the names. `numbered_requests` is
-- the same with the number of each row in `hits`.

CREATE OR REPLACE VIEW numbered_requests AS
SELECT
  h.rowid AS row_id,
  h.ended_at AS time,
  c.client,
  host.word AS host,
  usr.word AS "user",
  m.word AS method,
  p.path,
  q.query,
  route.route,
  proto.word AS protocol,
  bad.path AS malformed_request,
  h.status,
  CASE WHEN h.status BETWEEN 100 AND 599 THEN (h.status // 100)::VARCHAR || 'xx' ELSE 'none' END AS status_class,
  h.bytes,
  h.request_bytes,
  ref.referrer,
  a.agent,
  a.browser,
  a.os,
  a.device,
  a.bot,
  h.content::VARCHAR AS content,
  h.served_by::VARCHAR AS served_by,
  coalesce(h.request_s, h.request_ms / 1e3) AS request_s,
  coalesce(h.upstream_s, h.upstream_ms / 1e3) AS upstream_s,
  coalesce(h.connect_s, h.connect_ms / 1e3) AS upstream_connect_s,
  coalesce(h.header_s, h.header_ms / 1e3) AS upstream_header_s,
  h.attempts AS upstream_attempts,
  CASE h.served_by WHEN 'app' THEN true WHEN 'unknown' THEN NULL ELSE false END AS upstream_asked,
  addr.word AS upstream_addr,
  cs.word AS cache_status,
  ct.content_type,
  h.cpu_s,
  h.app_s,
  h.wait_s,
  h.extra,
  file.path AS file,
  h.line
FROM hits h
LEFT JOIN clients c ON c.id = h.client_id
LEFT JOIN words host ON host.id = h.host_id
LEFT JOIN words usr ON usr.id = h.user_id
LEFT JOIN words m ON m.id = h.method_id
LEFT JOIN words proto ON proto.id = h.protocol_id
LEFT JOIN words addr ON addr.id = h.upstream_addr_id
LEFT JOIN words cs ON cs.id = h.cache_status_id
LEFT JOIN paths p ON p.id = h.path_id
LEFT JOIN paths bad ON bad.id = h.malformed_id
LEFT JOIN template_routes tr ON tr.template_id = h.template_id
LEFT JOIN routes route ON route.id = tr.route_id
LEFT JOIN queries q ON q.id = h.query_id
LEFT JOIN referrers ref ON ref.id = h.referrer_id
LEFT JOIN agents a ON a.id = h.agent_id
LEFT JOIN content_types ct ON ct.id = h.content_type_id
LEFT JOIN files file ON file.id = h.file_id;

CREATE OR REPLACE VIEW requests AS
SELECT * EXCLUDE (row_id) FROM numbered_requests;
