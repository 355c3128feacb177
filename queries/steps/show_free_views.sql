-- Views for people beside `requests`: what they hold is of the requests that the filters leave, if there are filters.
CREATE OR REPLACE TEMP VIEW route_summary AS
SELECT
  method,
  host,
  route,
  any_value(content) AS content,
  count(*) AS requests,
  count(*) FILTER (served_by = 'app'::server) AS app_requests,
  count(*) FILTER (status >= 500) AS errors,
  coalesce(sum(bytes), 0)::BIGINT AS bytes,
  sum(upstream_s) AS upstream_total_s,
  quantile_cont(request_s, 0.5) AS request_p50_s,
  quantile_cont(request_s, 0.95) AS request_p95_s,
  quantile_cont(request_s, 0.99) AS request_p99_s
FROM requests
GROUP BY method, host, route;

CREATE OR REPLACE TEMP VIEW rejected_lines AS
SELECT file.path AS file, r.line, r.byte_offset, r.reason, r.sample
FROM rejects r
LEFT JOIN files file ON file.id = r.file_id;

CREATE OR REPLACE TEMP VIEW logs AS
SELECT path AS file, format, lines, parsed, rejected, ignored, fault FROM files;
