-- What the numbers mean. `facts` is for the queries of this folder: ids, and the meaning of each request.
-- `requests` is for people: one row a request, texts in place of ids, units in the names.

CREATE VIEW facts AS
SELECT
  h.*,
  coalesce(tr.route_id, CASE WHEN h.malformed_id > 0 THEN -1 ELSE 0 END) AS route_id,
  CASE
    WHEN m.word IN (
      'POST', 'PUT', 'PATCH', 'DELETE', 'MKCOL', 'COPY', 'MOVE', 'LOCK', 'UNLOCK', 'PROPPATCH', 'PURGE'
    ) THEN 'dynamic'
    ELSE coalesce(ct.content, CASE WHEN p.is_static THEN 'static' ELSE 'dynamic' END)
  END AS content,
  CASE
    WHEN h.upstream_asked THEN 'app'
    WHEN h.upstream_asked IS NULL THEN 'unknown'
    WHEN cs.word IN ('HIT', 'STALE', 'UPDATING', 'REVALIDATED') THEN 'cache'
    ELSE 'nginx'
  END AS served_by,
  -- An answer from a cache is no work of the application, whatever header it replays.
  CASE WHEN h.upstream_asked THEN h.upstream_s END AS app_seconds,
  a.bot,
  CASE WHEN h.status BETWEEN 100 AND 599 THEN (h.status // 100)::VARCHAR || 'xx' ELSE 'none' END AS status_class
FROM hits h
LEFT JOIN words m ON m.id = h.method_id
LEFT JOIN words cs ON cs.id = h.cache_status_id
LEFT JOIN content_types ct ON ct.id = h.content_type_id
LEFT JOIN paths p ON p.id = h.path_id
LEFT JOIN template_routes tr ON tr.template_id = p.template_id
LEFT JOIN agents a ON a.id = h.agent_id
WHERE a.bot IS NULL OR NOT (SELECT no_bots FROM settings);

CREATE VIEW requests AS
SELECT
  f.ended_at AS time,
  c.client,
  host.word AS host,
  usr.word AS "user",
  m.word AS method,
  p.path,
  q.query,
  route.route,
  proto.word AS protocol,
  bad.path AS malformed_request,
  f.status,
  f.status_class,
  f.bytes,
  f.request_bytes,
  ref.referrer,
  a.agent,
  a.browser,
  a.os,
  a.device,
  a.bot,
  f.content,
  f.served_by,
  f.request_s,
  f.upstream_s,
  f.connect_s AS upstream_connect_s,
  f.header_s AS upstream_header_s,
  f.attempts AS upstream_attempts,
  f.upstream_asked,
  addr.word AS upstream_addr,
  cs.word AS cache_status,
  ct.content_type,
  f.cpu_s,
  f.app_s,
  f.wait_s,
  f.extra,
  file.path AS file,
  f.line
FROM facts f
LEFT JOIN clients c ON c.id = f.client_id
LEFT JOIN words host ON host.id = f.host_id
LEFT JOIN words usr ON usr.id = f.user_id
LEFT JOIN words m ON m.id = f.method_id
LEFT JOIN words proto ON proto.id = f.protocol_id
LEFT JOIN words addr ON addr.id = f.upstream_addr_id
LEFT JOIN words cs ON cs.id = f.cache_status_id
LEFT JOIN paths p ON p.id = f.path_id
LEFT JOIN paths bad ON bad.id = f.malformed_id
LEFT JOIN routes route ON route.id = f.route_id
LEFT JOIN queries q ON q.id = f.query_id
LEFT JOIN referrers ref ON ref.id = f.referrer_id
LEFT JOIN agents a ON a.id = f.agent_id
LEFT JOIN content_types ct ON ct.id = f.content_type_id
LEFT JOIN files file ON file.id = f.file_id;
