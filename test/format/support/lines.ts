import type { Escape } from '../../../src/format/unescape.js';
import { ANSWERED, FROM_DISK, RETRIED } from './facts.js';
import { printLine, type Values } from './print.js';

/** As many requests as asked for, one in four answered by nginx, one in nine tried several times, times and paths varied. */
export function manyRequests(count: number): Values[] {
  return Array.from({ length: count }, (_, i) => {
    const values = i % 9 === 8 ? RETRIED : i % 4 === 3 ? FROM_DISK : ANSWERED;
    const retried = values === RETRIED;
    const asked = values.upstream_response_time !== null;
    const second = String(i % 60).padStart(2, '0');
    const spent = 20 + ((i * 37) % 400);
    return {
      ...values,
      remote_addr: `198.51.100.${(i % 250) + 1}`,
      time_local: `23/Nov/2026:10:39:${second} +0100`,
      time_iso8601: `2026-11-23T10:39:${second}+01:00`,
      msec: `17954279${second}.${String(i % 1000).padStart(3, '0')}`,
      request: `GET /orders/${i}?page=${i % 7} HTTP/1.1`,
      request_uri: `/orders/${i}?page=${i % 7}`,
      uri: `/orders/${i}`,
      args: `page=${i % 7}`,
      body_bytes_sent: String(1000 + i * 13),
      bytes_sent: String(1300 + i * 13),
      request_time: seconds(asked ? spent + 8 : 0),
      // What an upstream time is made of is no longer than it, and all are missing together.
      upstream_response_time: !asked ? null : (retried ? '0.004, - : ' : '') + seconds(spent),
      upstream_header_time: !asked ? null : (retried ? '-, - : ' : '') + seconds(spent - 5),
    };
  });
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

/** Lines of a log in a log_format. */
export function logLines(format: string, count = 40, escaping: Escape = 'default'): string[] {
  return manyRequests(count).map((values) => printLine(format, values, escaping));
}
