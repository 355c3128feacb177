import { describe, expect, test } from 'vitest';
import { compileLogFormat } from '../../src/format/compile.js';
import type { Escape } from '../../src/format/unescape.js';
import { emptyRequest, type RequestFields } from '../../src/record/request-fields.js';
import { columnsOf } from './support/columns.js';
import { ANSWERED, FROM_DISK, RETRIED } from './support/facts.js';
import { printLine, type Values, variablesOf } from './support/print.js';

const HEAD = '$remote_addr - $remote_user [$time_local]';
const COMBINED = `${HEAD} "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"`;

const FORMATS: readonly [about: string, format: string, escape?: Escape][] = [
  ['combined', COMBINED],
  ['combined and the forwarded-for header', `${COMBINED} "$http_x_forwarded_for"`],
  ['the virtual host first', `$host ${COMBINED}`],
  ['the virtual host behind the client', `$remote_addr $host $remote_user [$time_local]  "$request" $status`],
  ['labelled times', `${COMBINED} rt=$request_time uct="$upstream_connect_time" urt="$upstream_response_time"`],
  ['labelled times without quotes', `${COMBINED} rt=$request_time uct=$upstream_connect_time us=$upstream_status`],
  ['positional times and the pipe', `${COMBINED} $request_time $upstream_response_time $pipe`],
  ['the upstream time ahead', `[$time_local] $remote_addr "$request" $status $upstream_response_time $request_time`],
  ['a unit behind the time', `[$time_local] $remote_addr: "$request" $status $upstream_response_time s`],
  [
    'the status ahead of the request',
    `${HEAD}  $status "$request" $body_bytes_sent '$http_referer' "$http_user_agent"`,
  ],
  ['blanks inside the quotes', `$host $server_port $remote_addr [$time_local] " $request " $status $body_bytes_sent`],
  ['round brackets', `[$time_local] "$request" ($remote_addr - $remote_user) $status $body_bytes_sent`],
  ['client and time in one bracket', `$http_cf_connecting_ip - [$remote_addr | $time_local] "$request" $status`],
  ['angle brackets and bars', `${COMBINED} <msec=$msec|connection=$connection|took=$request_time>`],
  ['quotes as separators', '$msec"$uri"$status"$request_time"$upstream_response_time"$http_x_forwarded_for'],
  [
    'an ingress controller: unquoted lists side by side',
    `${COMBINED} $request_length $request_time [$proxy_upstream_name] [] $upstream_addr $upstream_response_length $upstream_response_time $upstream_status $req_id`,
  ],
  [
    'a proxy manager: all in brackets',
    '[$time_local] $upstream_cache_status $upstream_status $status - $request_method $scheme $host "$request_uri" [Client $remote_addr] [Length $body_bytes_sent] [Gzip $gzip_ratio] [Sent-to $server] "$http_user_agent" "$http_referer"',
  ],
  [
    'the request in parts',
    `${HEAD} "$request_method $filtered_request_uri $server_protocol" $status "$http_user_agent"`,
  ],
  ['a full URL', `${HEAD} "$request_method $scheme://$host$request_uri $server_protocol" $status $request_time`],
  ['path and query apart', `$remote_addr [$time_iso8601] $request_method $uri$is_args$args $status $request_time`],
  ['path and query named', '$time_iso8601 method=$request_method path="$uri" query="$args" status=$status'],
  ['the request without quotes', `$remote_addr $request $status`],
  [
    'lists followed by a colon and words',
    `to: $upstream_addr: $request $status  urt $upstream_response_time msec $msec`,
  ],
  [
    'fields parted by commas',
    'ip=$remote_addr, urt=$upstream_response_time, ua=$upstream_addr, st=$status, uri=$request_uri',
  ],
  ['client and port', `$remote_addr:$remote_port $server_addr:$server_port "$request" $status`],
  ['arrows', 'client=$remote_addr "$request" -> upstream=$upstream_addr status=$status took=$request_time s'],
  ['tabs', '$http_host\t$request_method\t$status\t$request_completion\t$request_time\t$upstream_addr\t$request_uri'],
  [
    'labels and tabs',
    'time:$time_local\thost:$remote_addr\treq:$request\tstatus:$status\tapptime:$upstream_response_time',
  ],
  ['a time without brackets', `$time_local $remote_addr $request_method $uri $status $msec`],
  ['three notations of the time', '$msec!$time_local!$time_iso8601!$uri'],
  ['two lines', `${HEAD} "$request" $status\n  upstream $upstream_addr $upstream_response_time`],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: nginx's own syntax
  ['names in braces', '${remote_addr}_[${time_local}] "${request}" ${status}s ${request_time}s'],
  ['the header that tells the CPU time', `${COMBINED} cpu=$upstream_http_x_cpu_time app=$upstream_http_x_runtime`],
  ['escape=none', '$remote_addr [$time_iso8601] "$request" $status $request_time $upstream_response_time', 'none'],
  ['escape=json on one line of text', COMBINED, 'json'],
  [
    'JSON, all in quotes',
    '{"time":"$time_iso8601","host":"$remote_addr","method":"$request_method","uri":"$request_uri","status":"$status","ua":"$http_user_agent","request_time":"$request_time","response_time":"$upstream_response_time"}',
    'json',
  ],
  [
    'JSON, numbers bare',
    '{ "ts": $msec, "request": "$request", "status": $status, "bytes": $body_bytes_sent, "rt": $request_time, "urt": $upstream_response_time, "ct": "$sent_http_content_type", "cache": "$upstream_cache_status" }',
    'json',
  ],
];

const REQUESTS: readonly [about: string, values: Values][] = [
  ['answered by the application', ANSWERED],
  ['tried on three servers', RETRIED],
  ['answered by nginx', FROM_DISK],
];

describe.each(FORMATS)('%s', (_, format, escaping = 'default') => {
  test.each(REQUESTS)('a request %s reads back', (_, values) => {
    const line = printLine(format, values, escaping);
    const into = emptyRequest();
    expect(compileLogFormat('given', format, escaping).parse(line, into)).toBeNull();
    const target = `${values.uri}${values.is_args}${values.args ?? ''}`;
    const wanted = format.includes('$is_args') ? { ...values, request_uri: target } : values;
    expect(withoutExtra(into)).toEqual(
      columnsOf(variablesOf(format.replace('$uri$is_args$args', '$request_uri')), wanted),
    );
  });
});

function withoutExtra(fields: RequestFields): RequestFields {
  return { ...fields, extra: null };
}

test('of fields that touch, the first takes all that the next ones can do without', () => {
  const into = emptyRequest();
  expect(compileLogFormat('given', '$uri$arg_b$arg_c').parse('/a/bcd', into)).toBeNull();
  expect(into.path).toBe('/a/bcd');
});
