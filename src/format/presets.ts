import { compileLogFormat } from './compile.js';
import type { Format } from './format.js';

export interface Preset {
  name: string;
  /** Who writes it, and where that is documented. */
  about: string;
  logFormat: string;
}

const COMBINED =
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';

/** Formats with a name of their own, in the order in which detection tries them. */
export const PRESETS: readonly Preset[] = [
  {
    name: 'combined',
    about: "nginx's default (ngx_http_log_module), and Apache's combined",
    logFormat: COMBINED,
  },
  {
    name: 'common',
    about: "Apache's common log format",
    logFormat: '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent',
  },
  {
    name: 'main',
    about: 'the log_format of the stock nginx.conf: combined and the forwarded-for header',
    logFormat: `${COMBINED} "$http_x_forwarded_for"`,
  },
  {
    name: 'vhost_combined',
    about: "combined behind the virtual host's name; Apache on Debian writes it with the port",
    logFormat: `$host ${COMBINED}`,
  },
  {
    name: 'proxy_manager',
    about: 'the proxy log of Nginx Proxy Manager',
    logFormat:
      '[$time_local] $upstream_cache_status $upstream_status $status - $request_method $scheme $host "$request_uri" [Client $remote_addr] [Length $body_bytes_sent] [Gzip $gzip_ratio] [Sent-to $server] "$http_user_agent" "$http_referer"',
  },
  {
    name: 'proxy_manager_standard',
    about: 'the log of hosts that Nginx Proxy Manager does not proxy',
    logFormat:
      '[$time_local] $status - $request_method $scheme $host "$request_uri" [Client $remote_addr] [Length $body_bytes_sent] [Gzip $gzip_ratio] "$http_user_agent" "$http_referer"',
  },
  {
    name: 'ingress',
    about: "ingress-nginx's upstreaminfo (the controller's default)",
    logFormat: `${COMBINED} $request_length $request_time [$proxy_upstream_name] [$proxy_alternative_upstream_name] $upstream_addr $upstream_response_length $upstream_response_time $upstream_status $req_id`,
  },
];

/** Names for --format: the presets, and the notations whose fields have keys. */
export const FORMAT_NAMES: readonly string[] = [...PRESETS.map(({ name }) => name), 'json', 'ltsv'];

export function presetFormat(preset: Preset): Format {
  return compileLogFormat(preset.name, preset.logFormat);
}
