import { strptimeVariable } from '../strptime.js';
import type { Token } from '../tokens.js';
import { headerName, type Notation, splitAtoms, variable } from './notation.js';

// https://www.envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage
const ATOM = /%([A-Z][A-Z0-9_]*)(?:\(([^)%]*(?:%[A-Za-z0-9][^)%]*)*)\))?(?::\d+)?%/g;

const PLAIN: Record<string, string> = {
  PROTOCOL: 'server_protocol',
  RESPONSE_CODE: 'status_or_none',
  BYTES_RECEIVED: 'request_length',
  BYTES_SENT: 'body_bytes_sent',
  DURATION: 'request_time_ms',
  UPSTREAM_HOST: 'upstream_addr',
  UPSTREAM_REMOTE_ADDRESS: 'upstream_addr',
  DOWNSTREAM_REMOTE_ADDRESS: 'remote_addr_port',
  DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT: 'remote_addr',
  DOWNSTREAM_DIRECT_REMOTE_ADDRESS: 'peer_addr',
  DOWNSTREAM_DIRECT_REMOTE_ADDRESS_WITHOUT_PORT: 'peer_addr',
  REQUESTED_SERVER_NAME: 'ssl_server_name',
};
const REQUEST: Record<string, string> = {
  ':METHOD': 'request_method',
  ':PATH': 'request_uri',
  'X-ENVOY-ORIGINAL-PATH': 'request_uri',
  ':AUTHORITY': 'host',
};

/** Envoy's and Istio's command operators. START_TIME is the request's beginning, DURATION milliseconds. */
export const ENVOY: Notation = {
  name: "Envoy's access log format",
  writes: (format) => /%[A-Z][A-Z0-9_]{3,}(?:\([^)]*\))?(?::\d+)?%/.test(format),
  tokens: (format) =>
    splitAtoms(format.replace(/\\n$|\n$/, ''), ATOM, ([written, name, given]) => [tokenOf(written, name!, given)]),
};

function tokenOf(written: string, name: string, given: string | undefined): Token {
  const header = given?.split('?')[0] ?? '';
  if (name === 'START_TIME') {
    if (!given) return variable('start_iso8601', written);
    return {
      variable: 'start_time',
      written,
      reads: strptimeVariable(given.replaceAll('%3f', '%{3}').replaceAll('%6f', '%{6}'), true),
    };
  }
  if (name === 'REQ') return variable(REQUEST[header.toUpperCase()] ?? headerName('http_', header), written);
  if (name === 'RESP') {
    const isTime = header.toUpperCase() === 'X-ENVOY-UPSTREAM-SERVICE-TIME';
    return variable(isTime ? 'upstream_response_time_ms' : headerName('sent_http_', header), written);
  }
  return variable(PLAIN[name] ?? `envoy_${name.toLowerCase()}`, written);
}
