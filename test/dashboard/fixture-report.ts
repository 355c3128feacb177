import type { Bound, Confidence, Content, Server } from '../../src/record/vocabulary.js';
import { blankReport } from '../../src/report/blank.js';
import type { Recommendation, Report, RouteReport, TimeBucket, TimeSummary } from '../../src/report/types.js';

/** Everything a terminal must never see raw: ESC sequences, C0, C1, bidi controls, joiners, a lone surrogate, a zalgo. */
export const HOSTILE = `\x1b[2J\x1b]0;owned\x07\x00\r\n\t\x9b31m\x7f\u202e\u2066\u200f\u200d\ufeff\ud800\u2028z${'\u0301'.repeat(40)}`;

interface Shape {
  method: string | null;
  route: string;
  requests: number;
  /** Mean application milliseconds; null: the application is never asked. */
  appMs: number | null;
  bound: Bound;
  confidence: Confidence;
  kind?: Content;
  errors?: number;
  bytes?: number;
}

const SHAPES: Shape[] = [
  {
    method: 'GET',
    route: '/api/catalog/:id',
    requests: 48_211,
    appMs: 38,
    bound: 'io',
    confidence: 'high',
    bytes: 5_200,
  },
  {
    method: 'GET',
    route: '/api/reports/:id/pdf',
    requests: 412,
    appMs: 3_950,
    bound: 'cpu',
    confidence: 'high',
    bytes: 812_000,
  },
  {
    method: 'POST',
    route: '/api/search',
    requests: 9_120,
    appMs: 142,
    bound: 'mixed',
    confidence: 'medium',
    errors: 37,
  },
  {
    method: 'GET',
    route: '/static/app.:hash.js',
    requests: 31_870,
    appMs: 21,
    bound: 'unknown',
    confidence: 'none',
    kind: 'static',
    bytes: 184_000,
  },
  { method: 'GET', route: '/商品/東京タワー/:id/写真', requests: 2_210, appMs: 212, bound: 'io', confidence: 'medium' },
  { method: 'POST', route: '/api/checkout', requests: 1_204, appMs: 318, bound: 'io', confidence: 'high', errors: 211 },
  { method: 'GET', route: '/', requests: 22_140, appMs: 12.4, bound: 'io', confidence: 'low' },
  { method: 'GET', route: '/users/:id/timeline', requests: 7_310, appMs: 35, bound: 'io', confidence: 'high' },
  {
    method: 'PUT',
    route: '/api/cart/:uuid/items/:id/quantity/recalculate/with/a/very/long/path/:hash',
    requests: 3_300,
    appMs: 61,
    bound: 'cpu',
    confidence: 'medium',
  },
  { method: 'GET', route: '/emoji/🚀/launch/😀', requests: 905, appMs: 180, bound: 'unknown', confidence: 'none' },
  { method: 'GET', route: '/feed.xml', requests: 5_420, appMs: 25, bound: 'io', confidence: 'low' },
  { method: 'DELETE', route: '/api/sessions/:uuid', requests: 820, appMs: 90, bound: 'io', confidence: 'medium' },
  {
    method: 'GET',
    route: '/thumbs/:hash.webp',
    requests: 18_400,
    appMs: 3.1,
    bound: 'cpu',
    confidence: 'high',
    bytes: 22_000,
  },
  {
    method: 'GET',
    route: '/download/:id',
    requests: 260,
    appMs: 190,
    bound: 'transfer',
    confidence: 'high',
    bytes: 48_000_000,
  },
  { method: 'PROPFIND', route: '/dav/:param', requests: 133, appMs: 240, bound: 'unknown', confidence: 'none' },
  { method: 'GET', route: '/مرحبا/:id', requests: 410, appMs: 55, bound: 'io', confidence: 'low' },
  {
    method: 'GET',
    route: `/search/${HOSTILE}/x`,
    requests: 77,
    appMs: 120,
    bound: 'unknown',
    confidence: 'none',
    errors: 70,
  },
  { method: 'GET', route: '/healthz', requests: 40_320, appMs: 0.9, bound: 'trivial', confidence: 'high' },
  { method: 'GET', route: '/api/admin/export', requests: 4, appMs: 8_100, bound: 'mixed', confidence: 'low' },
  {
    method: 'GET',
    route: '/static/logo.svg',
    requests: 12_870,
    appMs: null,
    bound: 'trivial',
    confidence: 'high',
    kind: 'static',
    bytes: 4_100,
  },
  {
    method: 'GET',
    route: '/favicon.ico',
    requests: 9_610,
    appMs: null,
    bound: 'trivial',
    confidence: 'high',
    kind: 'static',
    bytes: 1_150,
  },
  {
    method: 'GET',
    route: '/robots.txt',
    requests: 2_010,
    appMs: null,
    bound: 'trivial',
    confidence: 'high',
    kind: 'static',
  },
  {
    method: 'GET',
    route: '/wp-login.php',
    requests: 1_911,
    appMs: null,
    bound: 'unknown',
    confidence: 'none',
    errors: 1_911,
  },
  { method: null, route: '(malformed)', requests: 96, appMs: null, bound: 'unknown', confidence: 'none', errors: 96 },
  { method: 'HEAD', route: '/', requests: 44, appMs: null, bound: 'trivial', confidence: 'high' },
];

function times(meanMs: number, requests: number): TimeSummary {
  const mean = meanMs / 1000;
  return {
    sum: mean * requests,
    mean,
    p50: mean * 0.8,
    p90: mean * 1.7,
    p95: mean * 2.3,
    p99: mean * 4.1,
    max: mean * 19,
  };
}

function route(shape: Shape): RouteReport {
  const { method, requests, appMs, bound, confidence, kind = 'dynamic', errors = 0, bytes = 900 } = shape;
  const servedBy: Record<Server, number> = { nginx: 0, cache: 0, app: 0, unknown: 0 };
  servedBy[appMs === null ? 'nginx' : 'app'] = requests;
  const isServerFault = shape.route === '/api/checkout' || shape.route === '/api/search';
  return {
    method,
    host: null,
    route: shape.route,
    kind,
    servedBy,
    requests,
    bytes: bytes * requests,
    appBytes: appMs === null ? 0 : bytes * requests,
    status: { '2xx': requests - errors, ...(errors > 0 ? { [isServerFault ? '5xx' : '4xx']: errors } : {}) },
    requestTime: times((appMs ?? 0.2) * 1.1, requests),
    upstreamTime: appMs === null ? null : times(appMs, requests),
    queuedSeconds: null,
    bound,
    confidence,
    why: `It is ${bound}-bound, for a reason with figures: ${appMs ?? 0} ms.`,
    cpuMs: confidence === 'high' && appMs !== null ? appMs * (bound === 'cpu' ? 0.93 : 0.07) : null,
    cpuShare: confidence === 'high' && appMs !== null ? (bound === 'cpu' ? 0.93 : 0.07) : null,
    evidence: [
      {
        rung: 'R1',
        says: confidence === 'high' ? bound : 'refused',
        detail:
          confidence === 'high'
            ? `The application logs its CPU time: ${appMs ?? 0} ms a request in all, of which the greater part is ${bound}; ${requests} requests carry it.`
            : 'Only 3 of its requests carry a CPU time; at least 30 are needed.',
      },
      { rung: 'R4', says: 'unknown', detail: 'Wall-clock time alone cannot tell a 50 ms wait from a 50 ms loop.' },
    ],
  };
}

function recommendation(
  action: Recommendation['action'],
  target: string,
  routes: string[],
  appSeconds: number,
  all: number,
): Recommendation {
  return {
    id: `${action}:${target}`,
    action,
    target,
    routes,
    saving: {
      requests: 31_870,
      bytes: 5_864_080_000,
      appSeconds,
      low: appSeconds * 0.82,
      high: appSeconds * 1.04,
      share: appSeconds / all,
    },
    confidence: action === 'instrument' ? 'none' : action === 'cache' ? 'medium' : 'high',
    why: `These requests cost the application ${appSeconds.toFixed(0)} s although their answers do not depend on who asks. Nginx serves the same bytes with a tenth of the CPU time, and the workers are free for what only they can do.`,
    how: 'Let nginx answer from the directory that the build writes to:\n\nlocation /static/ {\n    root /srv/app/current/public;\n    expires 1y;\n    add_header Cache-Control "public, immutable";\n    access_log off;\n}\n\nThen reload nginx and compare the next log with this one.',
  };
}

function buckets(appSeconds: number): TimeBucket[] {
  const weights = Array.from(
    { length: 120 },
    (_, i) => 1 + Math.sin(i / 9) ** 2 * 3 + (i === 77 ? 6 : 0) + (i % 7) / 10,
  );
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight, i) => ({
    time: new Date(Date.UTC(2026, 2, 1, 9, i)).toISOString(),
    requests: Math.round((weight / all) * 219_000),
    errors: i > 70 && i < 84 ? 40 + i : 2,
    appSeconds: (weight / all) * appSeconds,
  }));
}

/** A plausible report of two hours of a shop: 25 routes, 6 recommendations, and some hostile lines. */
export function fixtureReport(): Report {
  const routes = SHAPES.map(route).sort((a, b) => (b.upstreamTime?.sum ?? -1) - (a.upstreamTime?.sum ?? -1));
  const sum = (value: (route: RouteReport) => number) => routes.reduce((all, one) => all + value(one), 0);
  const appSeconds = sum(({ upstreamTime }) => upstreamTime?.sum ?? 0);
  const requests = sum((one) => one.requests);
  const bytes = sum((one) => one.bytes);
  const samples = [
    HOSTILE,
    '{"time": "2026-03-01T09:12:44Z", "status": 20',
    '203.0.113.9 - - [01/Mar/2026:09:13:01 +0000] "GET /caf\u00e9 HTTP/1.1" 200',
    '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 TLS hello',
    '東京 からの リクエスト 不明な 形式 です。'.repeat(8),
    'x'.repeat(400),
  ];
  return {
    schema: 'logsplit.report/1',
    input: {
      files: [
        {
          path: '/var/log/nginx/shop.example.org/access.log',
          format: 'timed',
          logFormat: null,
          formatOrigin: 'detected',
          lines: 200_412,
          parsed: 200_391,
          rejected: 9,
          ignored: 12,
          fault: null,
        },
        {
          path: '/var/log/nginx/shop.example.org/access.log.1.gz',
          format: 'timed',
          logFormat: null,
          formatOrigin: 'detected',
          lines: requests + 20 - 200_412,
          parsed: requests - 200_391,
          rejected: 5,
          ignored: 3,
          fault: 'the archive is cut off after 18,668 lines',
        },
      ],
      cpu: [],
      lines: requests + 29,
      parsed: requests,
      rejected: 14,
      ignored: 15,
      excluded: 0,
      forgotten: 0,
      filters: [],
      anonymized: false,
      rejectReasons: {
        'the line does not match the format': 8,
        'no status where one belongs': 4,
        'longer than 1 MB': 2,
      },
      rejectedLines: Array.from({ length: 14 }, (_, i) => ({
        path: '/var/log/nginx/shop.example.org/access.log',
        line: 1_203 + i * 977,
        byteOffset: 312_400 + i * 254_020,
        reason: i % 3 === 0 ? 'no status where one belongs' : 'the line does not match the format',
        sample: samples[i % samples.length] ?? '',
      })),
      firstTime: '2026-03-01T09:00:00.132Z',
      lastTime: '2026-03-01T10:59:59.874Z',
    },
    totals: {
      requests,
      bytes,
      static: sum((one) => (one.kind === 'static' ? one.requests : 0)),
      dynamic: sum((one) => (one.kind === 'dynamic' ? one.requests : 0)),
      servedBy: { nginx: sum((one) => one.servedBy.nginx), cache: 0, app: sum((one) => one.servedBy.app), unknown: 0 },
      appSeconds,
      requestSeconds: sum((one) => one.requestTime?.sum ?? 0),
      status: {
        '2xx': sum((one) => one.status['2xx'] ?? 0),
        '4xx': sum((one) => one.status['4xx'] ?? 0),
        '5xx': sum((one) => one.status['5xx'] ?? 0),
      },
      requestTime: times(30, requests),
      upstreamTime: times(33, requests),
      queueing: null,
      clients: 4_113,
      malformed: 96,
      leak: { requests: 31_870, bytes: 5_864_080_000, appSeconds: 669.3 },
    },
    routes,
    recommendations: [
      recommendation('cache', 'GET /api/catalog/:id', ['GET /api/catalog/:id'], 1_410, appSeconds),
      recommendation('compile', 'GET /api/reports/:id/pdf', ['GET /api/reports/:id/pdf'], 1_120, appSeconds),
      recommendation('offload', '/static/', ['GET /static/app.:hash.js', 'GET /static/logo.svg'], 669, appSeconds),
      recommendation('cdn', `/search/${HOSTILE}`, [`GET /search/${HOSTILE}/x`], 9, appSeconds),
      {
        ...recommendation(
          'keep',
          'waiting routes: compiling gains nothing',
          routes.slice(0, 9).map(({ method, route: path }) => `${method} ${path}`),
          0,
          appSeconds,
        ),
      },
      {
        ...recommendation(
          'instrument',
          'log the CPU time of 5 routes',
          ['GET /emoji/🚀/launch/😀', 'PROPFIND /dav/:param'],
          0,
          appSeconds,
        ),
        saving: { requests: 1_038, bytes: 934_200, appSeconds: null, low: null, high: null, share: null },
      },
    ],
    agents: {
      logged: true,
      bots: {
        requests: 26_120,
        appSeconds: 310,
        names: [
          { name: 'Googlebot', requests: 12_110 },
          { name: 'bingbot', requests: 6_200 },
          { name: `evil${HOSTILE}`, requests: 4_100 },
          { name: 'AhrefsBot', requests: 3_710 },
        ],
      },
      browsers: [
        { name: 'Chrome', requests: 101_200 },
        { name: 'Safari', requests: 52_000 },
        { name: 'Firefox', requests: 21_300 },
        { name: 'Edge', requests: 11_200 },
      ],
      systems: [
        { name: 'Android', requests: 71_200 },
        { name: 'Windows', requests: 61_000 },
        { name: 'iOS', requests: 44_100 },
        { name: 'Linux', requests: 8_100 },
      ],
      devices: [
        { name: 'desktop', requests: 82_400 },
        { name: 'mobile', requests: 99_800 },
        { name: 'tablet', requests: 9_300 },
      ],
    },
    timeline: { bucketSeconds: 60, buckets: buckets(appSeconds) },
  };
}

/** A log without times, agents or any request. */
export const emptyReport = (): Report => blankReport();

/** The fixture as a log without any time would give it. */
export function timelessReport(): Report {
  const report = fixtureReport();
  return {
    ...report,
    input: { ...report.input, firstTime: null, lastTime: null },
    totals: {
      ...report.totals,
      appSeconds: null,
      requestSeconds: null,
      requestTime: null,
      upstreamTime: null,
      leak: { ...report.totals.leak, appSeconds: null },
    },
    agents: { ...report.agents, bots: { ...report.agents.bots, appSeconds: null } },
    routes: report.routes.map((one) => ({
      ...one,
      requestTime: null,
      upstreamTime: null,
      cpuMs: null,
      cpuShare: null,
      evidence: [],
    })),
    recommendations: report.recommendations.map((one) => ({
      ...one,
      saving: { ...one.saving, appSeconds: null, low: null, high: null, share: null },
    })),
    timeline: { bucketSeconds: 60, buckets: [] },
  };
}
