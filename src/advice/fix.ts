import { grouped } from '../grouped.js';
import type { Confidence } from '../record/vocabulary.js';
import { routeName } from '../report/route-name.js';
import type { Recommendation } from '../report/types.js';
import type { Findings } from './advise.js';
import { appSeconds, inCount, inPercent, inSeconds, NOTHING, savingOf, sum } from './saving.js';

/** A row of queries/troubles.sql. */
export interface TroubleRow {
  trouble: 'error' | 'retried' | 'given_up' | 'redirect' | 'bot';
  method: string | null;
  host: string | null;
  route: string;
  requests: number;
  app_seconds: number | null;
}

interface Trouble {
  id: string;
  target: string;
  /** The least that is worth a word: requests, and their share of all, or the share of the application time. */
  fewest: number;
  share: number;
  shareOfTime: number;
  /** The part of their application time that goes, at least, as expected, and at most. */
  saves: readonly [low: number, expected: number, high: number];
  confidence: Confidence;
  says: (requests: string, share: string) => string;
  how: string;
}

const TROUBLES: Record<TroubleRow['trouble'], Trouble> = {
  error: {
    id: 'errors',
    target: 'server errors',
    fewest: 5,
    share: 0.001,
    shareOfTime: 0.01,
    saves: [0, 0, 0],
    confidence: 'high',
    says: (requests, share) => `${requests} (${share} of all) ended with a 5xx.`,
    how: [
      'Look for them in the application’s log and in nginx’s error log, the routes with most of them first:',
      '- 500: an exception in the application',
      '- 502: it closed the connection, was restarted, or ran out of memory',
      '- 503: it, or a limit of nginx, turned the request away',
      '- 504: it took longer than proxy_read_timeout; gunicorn’s --timeout kills a worker that does',
    ].join('\n'),
  },
  retried: {
    id: 'retries',
    target: 'requests that were retried',
    fewest: 5,
    share: 0.001,
    shareOfTime: 0.01,
    saves: [0, 0, 0.5],
    confidence: 'high',
    says: (requests, share) =>
      `${requests} (${share} of all) were asked of more than one upstream, because the first failed or did not answer in time.`,
    how: [
      'A retry doubles the work just when the application is short of it. See which servers fail ($upstream_addr, $upstream_status), and bound it:',
      '',
      '    proxy_next_upstream error timeout;',
      '    proxy_next_upstream_tries 2;',
      '    proxy_next_upstream_timeout 5s;',
      '    proxy_connect_timeout 1s;',
    ].join('\n'),
  },
  given_up: {
    id: 'given-up',
    target: 'answers that nobody waited for',
    fewest: 10,
    share: 0.005,
    shareOfTime: 0.01,
    saves: [0, 0.5, 1],
    confidence: 'medium',
    says: (requests, share) =>
      `${requests} (${share} of all) were given up by the client before the answer came (499).`,
    how: 'Clients left because it took too long, or a script repeats what has not come yet. Make these routes faster, or let them answer at once and work in the background. The application goes on working on what was given up: gunicorn does not notice.',
  },
  redirect: {
    id: 'redirects',
    target: 'redirects',
    fewest: 50,
    share: 0.02,
    shareOfTime: 0.02,
    saves: [0, 0.8, 1],
    confidence: 'medium',
    says: (requests, share) => `The application answered ${requests} (${share} of all) with a redirect.`,
    how: [
      'What always leads to the same place nginx can tell without the application, and better still the links are right. A missing slash at the end, http for https and an old host are typical:',
      '',
      '    location = /old { return 301 /new/; }',
      '',
      'Redirects that depend on the user, such as those to a login, stay.',
    ].join('\n'),
  },
  bot: {
    id: 'bots',
    target: 'bots and tools',
    fewest: 20,
    share: 1,
    shareOfTime: 0.05,
    saves: [0, 0, 1],
    confidence: 'low',
    says: (requests, share) => `Bots and tools came with ${requests} (${share} of all) to the application.`,
    how: [
      'Look at who they are first: programs that use your API are tools, too. Those that are of no use turn away, the others let wait, or answer from a cache. Not monitoring, nor search engines that people find you by.',
      '- robots.txt: Disallow what need not be in an index (searches, filters, calendars)',
      '- a cache for what they read (see above), however old',
      '- a limit for those that come too fast, in the http block and in the location:',
      '',
      '    map $http_user_agent $bot {',
      '        default "";',
      '        "~*bot|crawl|spider" $binary_remote_addr;',
      '    }',
      '    limit_req_zone $bot zone=bots:10m rate=1r/s;',
      '',
      '    limit_req zone=bots burst=10;',
    ].join('\n'),
  },
};

/** What goes wrong, or need not come to the application, in bulk; and slow clients. */
export function adviseFix(rows: readonly TroubleRow[], findings: Findings): Recommendation[] {
  const names = Object.keys(TROUBLES) as TroubleRow['trouble'][];
  return [
    ...names.flatMap((name) =>
      fixOf(
        TROUBLES[name],
        rows.filter(({ trouble }) => trouble === name),
        findings,
      ),
    ),
    ...slowClients(findings),
  ];
}

function fixOf(trouble: Trouble, rows: readonly TroubleRow[], { totals }: Findings): Recommendation[] {
  const requests = rows.reduce((n, row) => n + row.requests, 0);
  const seconds = sum(rows.map((row) => row.app_seconds));
  const ofTime = seconds === null || !totals.appSeconds ? 0 : seconds / totals.appSeconds;
  const ofAll = requests / totals.requests;
  if (requests < trouble.fewest || (ofAll < trouble.share && ofTime < trouble.shareOfTime)) return [];
  const [low, expected, high] = trouble.saves.map((part) => (seconds === null ? null : seconds * part));
  const first = rows[0]!;
  const spent =
    seconds === null || seconds === 0
      ? ''
      : ` The application spent ${inSeconds(seconds)} on them (${inPercent(ofTime)} of its time).`;
  return [
    {
      id: `fix:${trouble.id}`,
      action: 'fix',
      target: trouble.target,
      routes: rows.map(routeName),
      saving: savingOf(totals, 0, 0, { low: low!, expected: expected!, high: high! }),
      confidence: trouble.confidence,
      why: `${trouble.says(inCount(requests, 'request'), inPercent(ofAll))}${spent} ${routeName(first)} has the most, ${grouped(first.requests)}.`,
      how: trouble.how,
    },
  ];
}

function slowClients({ routes, totals }: Findings): Recommendation[] {
  const slow = routes.filter(({ bound, confidence }) => bound === 'transfer' && confidence !== 'low');
  if (slow.length === 0) return [];
  const outside = slow.reduce(
    (n, route) => n + Math.max(0, (route.requestTime?.sum ?? 0) - (appSeconds(route) ?? 0)),
    0,
  );
  return [
    {
      id: 'fix:slow-clients',
      action: 'fix',
      target: 'slow clients',
      routes: slow.map(routeName),
      saving: savingOf(totals, 0, 0, NOTHING),
      confidence: 'medium',
      why: `On ${inCount(slow.length, 'route')} most of the time passes outside of the application: ${inSeconds(outside)} of sending and receiving.`,
      how: [
        'nginx, not the application, should wait for clients; then these are no load. See that it does, and send less:',
        '',
        '    proxy_buffering on;          # the default: frees the worker at once',
        '    proxy_buffers 16 32k;        # answers that fit need no file',
        '    proxy_request_buffering on;  # likewise for uploads',
        '    gzip on;',
        '    gzip_types text/css application/javascript application/json;',
        '',
        'Large downloads: X-Accel-Redirect lets nginx send the file. Far clients: a CDN.',
      ].join('\n'),
    },
  ];
}
