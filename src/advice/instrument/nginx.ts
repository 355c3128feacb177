const FORMAT_PARTS = [
  '$remote_addr - $remote_user [$time_local] "$request" ',
  '$status $body_bytes_sent "$http_referer" "$http_user_agent" ',
  'msec=$msec rt=$request_time urt="$upstream_response_time" ',
  'uht="$upstream_header_time" uct="$upstream_connect_time" ',
  'ucs=$upstream_cache_status us="$upstream_status" ',
  'uaddr="$upstream_addr" host="$host" ct="$sent_http_content_type" ',
  'cpu=$upstream_http_x_cpu_time st="$upstream_http_server_timing"',
];

/**
 * The log_format that answers every question logsplit asks. It begins as `combined` does, so that other tools go on
 * reading it; the variables that hold a list when nginx asks several upstreams are quoted, for the list has spaces.
 */
export const NGINX_LOG_FORMAT = FORMAT_PARTS.join('');

/** Lines for nginx's http block: the log_format, a log that uses it, and what keeps the figures from clients. */
export function nginxSnippet(logPath = '/var/log/nginx/logsplit.log'): string {
  const format = FORMAT_PARTS.map((part) => `    '${part}'`).join('\n');
  return `log_format logsplit
${format};
access_log ${logPath} logsplit buffer=64k flush=1s;
# The clients need not see the figures; the log gets them all the same.
proxy_hide_header X-CPU-Time;
proxy_hide_header Server-Timing;
`;
}
