import type { RequestFields } from '../record/request-fields.js';

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}";
const QUOTED = String.raw`"(?:[^"\\]|\\.){0,200}"`;
const PLAIN = String.raw`[^\s",;]{0,200}`;
const PARAMETERS = String.raw`(?:\s*;\s*(?:${TOKEN}(?:\s*=\s*(?:${QUOTED}|${PLAIN}))?)?){0,8}`;
// Nearly every metric is a name and its duration: that form alone costs half of the time that parameters of any kind do.
const METRIC = new RegExp(
  String.raw`(?:^|,)\s*(${TOKEN})(?:;dur=(\d{1,12}(?:\.\d{1,24})?)(?=\s*(?:,|$))|(${PARAMETERS}))`,
  'g',
);
const PARAMETER = new RegExp(String.raw`;\s*(${TOKEN})\s*=\s*(${QUOTED}|${PLAIN})`, 'g');
const DURATION = /^\d{1,12}(?:\.\d{1,24})?(?:e-\d{1,2})?$/i;

type Kind = 'cpu' | 'app' | 'wait';

// The names that applications use, those of frameworks with their makers: Rails 7 (ActionDispatch::ServerTiming names the
// events of ActiveSupport::Notifications), django-debug-toolbar (TimerPanel, SQLPanel, CachePanel). Not here is what may
// be either computing or waiting, and lies within the whole: view, render, template, middleware.
const KINDS = new Map<string, Kind>([
  ...named('cpu', 'cpu', 'cpu_time', 'cpu-time', 'cputime', 'timerpanel_total'),
  ...named('app', 'app', 'application', 'total', 'wall', 'process_action.action_controller', 'timerpanel_total_time'),
  ...named('wait', 'db', 'sql', 'database', 'query', 'queries', 'postgres', 'postgresql', 'mysql', 'mongo', 'mongodb'),
  ...named('wait', 'redis', 'memcached', 'cache', 'elasticsearch', 'solr', 's3', 'io', 'wait', 'http', 'external'),
  ...named('wait', 'sql.active_record', 'sqlpanel_sql_time', 'cachepanel_total_time'),
]);

/**
 * Reads a Server-Timing header (durations in milliseconds, https://www.w3.org/TR/server-timing/) into CPU, application
 * and waiting time, all waits together. A metric is known by its name, else by a description that is such a name.
 * A CPU time that the line gives by itself is not replaced.
 */
export function readServerTiming(header: string, into: RequestFields): void {
  for (const [, name, duration, others] of header.slice(0, 4096).matchAll(METRIC)) {
    const { dur, desc = '' } = others === undefined ? { dur: duration } : readParameters(others);
    if (dur === undefined || !DURATION.test(dur)) continue;
    const s = +dur / 1e3;
    const kind = KINDS.get(name!.toLowerCase()) ?? KINDS.get(desc.toLowerCase());
    if (kind === 'cpu') into.cpuS ??= s;
    else if (kind === 'app') into.appS ??= s;
    else if (kind === 'wait') into.waitS = (into.waitS ?? 0) + s;
  }
}

function readParameters(text: string): { dur?: string; desc?: string } {
  const found: { dur?: string; desc?: string } = {};
  for (const [, name, value] of text.matchAll(PARAMETER)) {
    const key = name!.toLowerCase();
    if (key === 'dur' || key === 'desc') found[key] ??= value!.replace(/^"(.*)"$/s, '$1');
  }
  return found;
}

function named(kind: Kind, ...names: string[]): (readonly [string, Kind])[] {
  return names.map((name) => [name, kind]);
}
