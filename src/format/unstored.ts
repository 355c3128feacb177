import type { Shape } from './shapes.js';

const NAMES = new Set(
  `ancient_browser binary_remote_addr body connection connection_requests connection_time content_length content_type
   date_gmt date_local document_root document_uri fastcgi_path_info fastcgi_script_name geoip_city geoip_country_code
   gzip_ratio hostname http2 http3 https invalid_referer is_args limit_conn_status limit_rate limit_req_status
   modern_browser msie nginx_version pid pipe proxy_add_x_forwarded_for proxy_host proxy_port proxy_protocol_port
   realip_remote_port realpath_root remote_port req_id request_body request_body_file request_completion request_filename
   request_id scheme secure_link server_addr server_port session_time uid_got uid_set upstream_bytes_received
   upstream_bytes_sent upstream_first_byte_time upstream_queue_time upstream_response_length upstream_session_time
   backend_connections backend_queue backend_source_addr backend_source_port bytes_transferred captured_headers_clf
   captured_request_cookie captured_response_cookie connection_status connections core error_log_id fetched
   first_byte_us frontend_connections handler handshake_ms haproxy_retries haproxy_session_ms header_bytes idle_ms
   last_byte_us levelprefix log_counter peer_addr queue_ms receive_ms remote_logname request_body_bytes
   request_counter request_packet_bytes server_connections server_queue start_milliseconds status_text termination_state tls_cipher
   tls_version transfer_ms upstream_server_addr upstream_server_port user_ms worker_id`.split(/\s+/),
);
const SHAPES: readonly (readonly [Shape, RegExp])[] = [
  [
    'integer',
    /^(?:(?:backend_|frontend_|server_)?connections|(?:backend|server)_queue|connection(?:_requests)?|pid|(?:proxy|proxy_protocol|realip_remote|remote|server)_port)$/,
  ],
  ['signed', /^(?:(?:handshake|idle|queue|receive|transfer|user)_ms|haproxy_(?:retries|session_ms))$/],
  [
    'word',
    /^(?:captured_request_cookie|captured_response_cookie|remote_logname|limit_(?:conn|req)_status|nginx_version|pipe|request_completion|request_id|scheme)$/,
  ],
  ['attempts', /^upstream_(?:bytes_(?:received|sent)|response_length|(?:first_byte|queue|session)_time)$/],
];
const FAMILIES =
  /^(?:arg|cookie|http|sent_http|sent_trailer|upstream_http|upstream_trailer|upstream_cookie|ssl|tcpinfo|jwt|envoy|ignored|trailer)_/;

/**
 * Whether a server itself defines the variable. Those that logsplit has no column for are read past and not kept: they are
 * unique per request (request_id), or may hold secrets (cookies, bodies). Variables of the user's own are kept as text.
 */
export function isUnstoredVariable(name: string): boolean {
  return NAMES.has(name) || FAMILIES.test(name);
}

/** The form of such a variable's values where it has one: it tells them from the fields beside them. */
export function unstoredShape(name: string): Shape {
  return SHAPES.find(([, names]) => names.test(name))?.[0] ?? 'text';
}
