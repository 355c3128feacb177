import { routeName } from '../report/route-name.js';
import type { Recommendation, RouteReport } from '../report/types.js';
import type { Findings } from './advise.js';
import { nginxSnippet } from './instrument/nginx.js';
import { appSeconds, code, inCount, inPercent, inSeconds, NOTHING, savingOf, sum } from './saving.js';

/** A row of queries/logged_fields.sql: requests that carry each field. */
export interface LoggedFields {
  requests: number;
  timed: number;
  request_time: number;
  upstream_known: number;
  upstream_time: number;
  cpu_time: number;
  wait_time: number;
  time_resolution_s: number | null;
}

const WORTH_SHARE = 0.05;

/** What the log does not tell, and the lines that make it tell. Empty where nothing of weight is left unknown. */
export function adviseInstrument(findings: Findings): Recommendation[] {
  const { logged, totals } = findings;
  if (logged.requests === 0) return [];
  if (logged.upstream_known === 0) return [logUpstream(findings)];
  const unknown = findings.routes.filter((route) => route.bound === 'unknown' && route.servedBy.app > 0);
  const seconds = sum(unknown.map(appSeconds));
  if (unknown.length === 0) return [];
  if (logged.upstream_time === 0) return [logUpstream(findings)];
  if (seconds === null || !totals.appSeconds || seconds < totals.appSeconds * WORTH_SHARE) return [];
  return [logCpu(findings, unknown, seconds)];
}

function logUpstream({ totals, routes, logged }: Findings): Recommendation {
  return {
    id: 'instrument:upstream',
    action: 'instrument',
    target: 'log_format',
    routes: routes.map(routeName),
    saving: savingOf(totals, 0, 0, NOTHING),
    confidence: 'high',
    why:
      logged.upstream_known > 0
        ? 'The log says who answered, but not how long the application took.'
        : `${logged.request_time === 0 ? 'The log has no times' : 'The log has the request time only'}: it does not say who answered, nor how long the application took.${leakOf(totals)}`,
    how: `Log the upstream's times. Into nginx's http block:\n\n${code(nginxSnippet())}`,
  };
}

function leakOf({ static: files, requests }: Findings['totals']): string {
  return files === 0
    ? ''
    : ` ${inPercent(files / requests)} of the requests are for static files: if your application serves them, that is the first thing to offload.`;
}

function logCpu({ totals, logged }: Findings, unknown: readonly RouteReport[], seconds: number): Recommendation {
  const refused =
    logged.cpu_time > 0 ? unknown.flatMap((route) => route.evidence).find(({ says }) => says === 'refused') : undefined;
  return {
    id: 'instrument:cpu',
    action: 'instrument',
    target: 'CPU time of the application',
    routes: unknown.map(routeName),
    saving: savingOf(totals, 0, 0, NOTHING),
    confidence: 'high',
    why: `${inCount(unknown.length, 'route')} with ${inSeconds(seconds)} of application time (${inPercent(seconds / (totals.appSeconds ?? seconds))}) may compute or wait: time alone cannot tell.${refused ? ` ${refused.detail}` : ''}`,
    how: [
      'Let the application report its CPU time in a header. A WSGI application (Flask, Django, …):',
      '',
      code('logsplit instrument wsgi > cputime.py\n\nfrom cputime import CpuTime\napplication = CpuTime(application)'),
      '',
      'An ASGI application (FastAPI, Starlette, …):',
      '',
      code('logsplit instrument asgi > cputime.py\n\nfrom cputime import CpuTime\napp = CpuTime(app)'),
      '',
      "And log the header. Into nginx's http block:",
      '',
      code(nginxSnippet()),
      '',
      'If the application cannot be changed, record its CPU time from outside and give it with --cpu:',
      '',
      code('logsplit instrument cpu'),
    ].join('\n'),
  };
}
