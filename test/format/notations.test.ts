import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.js';
import { readGiven } from '../../src/format/given.js';
import type { GoAccessTimes } from '../../src/format/notations/goaccess.js';
import { emptyRequest, type RequestFields } from '../../src/record/request-fields.js';

const ANY: GoAccessTimes = { date: null, time: null };
const us = (iso: string): number => Date.parse(iso) * 1e3;

function read(given: string, line: string, times = ANY): RequestFields {
  const into = emptyRequest();
  expect(readGiven(given, times)([line]).parse(line, into)).toBeNull();
  return into;
}

// The lines were written by the servers themselves.
describe('a format as its writer spells it', () => {
  const APACHE =
    '%v:%p %h %l %u %t \\"%r\\" %>s %O \\"%{Referer}i\\" \\"%{User-Agent}i\\" %D %T %{ms}T %I %{%Y-%m-%dT%H:%M:%S}t.%{usec_frac}t %{end:msec}t %m %U%q %H %k %X %P %B';
  const APACHE_LINE =
    'shop.example:80 127.0.0.1 - - [25/Nov/2026:22:43:27 +0000] "GET /index.html?q=1 HTTP/1.1" 200 203 "-" "curl/7.88.1" 3934 0 3 92 2026-11-25T22:43:27.533098 1795646607537 GET /index.html?q=1 HTTP/1.1 0 + 3575 3';

  test.each([APACHE, APACHE.replaceAll('\\"', '"'), `LogFormat "${APACHE}" own`])('Apache: %s', (given) => {
    expect(read(given, APACHE_LINE)).toMatchObject({
      host: 'shop.example',
      client: '127.0.0.1',
      path: '/index.html',
      query: 'q=1',
      status: 200,
      bytes: 3,
      requestBytes: 92,
      agent: 'curl/7.88.1',
      requestS: 0.003934,
      upstreamAsked: null,
      // Its beginning to the microsecond, and %D.
      endedAtUs: us('2026-11-25T22:43:27.533Z') + 98 + 3934,
    });
  });

  test('Apache: an escaped quote in an agent, and a time that is the end', () => {
    const line = '127.0.0.1 [1795646607623] "GET /missing HTTP/1.1" 404 "a \\"quoted\\" agent" 146';
    expect(read('%h [%{end:msec}t] "%r" %>s "%{User-Agent}i" %D', line)).toMatchObject({
      agent: 'a "quoted" agent',
      requestS: 0.000146,
      endedAtUs: 1795646607623000,
    });
  });

  test.each([
    ['%D', '20538', 0.020538],
    ['%T', '2', 2],
    ['%{ms}T', '20', 0.02],
    ['%{us}T', '20538', 0.020538],
    ['%{s}T', '3', 3],
  ])('Apache: %s %s', (atom, logged, requestS) => {
    expect(read(`%h ${atom} "%r"`, `10.0.0.1 ${logged} "GET / HTTP/1.1"`).requestS).toBe(requestS);
  });

  const GUNICORN =
    '%(h)s %(l)s %(u)s %(t)s "%(r)s" %(s)s %(b)s "%(f)s" "%(a)s" %(D)s %(L)s %(M)s %(T)s %(p)s cpu=%({x-cpu-time}o)s';
  test.each([GUNICORN, `access_log_format = '${GUNICORN}'`, `--access-logformat='${GUNICORN}'`])(
    'gunicorn: %s',
    (given) => {
      const line =
        '127.0.0.1 - - [25/Nov/2026:22:42:07 +0000] "GET /items/7?q=1 HTTP/1.1" 200 6 "http://localhost/" "curl/7.88.1" 20538 0.020538 20 0 <2403> cpu=0.0012';
      expect(read(given, line)).toMatchObject({
        client: '127.0.0.1',
        path: '/items/7',
        requestS: 0.020538,
        upstreamS: 0.020538,
        upstreamAsked: true,
        cpuS: 0.0012,
        endedAtUs: us('2026-11-25T22:42:07Z'),
      });
    },
  );

  const UWSGI =
    '%(addr) - %(user) [%(ltime)] "%(method) %(uri) %(proto)" %(status) %(rsize) "%(referer)" "%(uagent)" %(micros) %(msecs) %(epoch) %(time) %(tmsecs) %(ctime)';
  test.each([UWSGI, `logformat = ${UWSGI}`])('uWSGI: %s', (given) => {
    const line =
      '127.0.0.1 - - [25/Nov/2026:22:42:26 +0000] "GET /items/7?q=1 HTTP/1.1" 200 6 "http://localhost/" "curl/7.88.1" 25834 25 1795646546 1795646546 1795646546832 Wed Nov 25 22:42:26 2026';
    expect(read(given, line)).toMatchObject({
      method: 'GET',
      path: '/items/7',
      bytes: 6,
      requestS: 0.025834,
      upstreamS: 0.025834,
      upstreamAsked: true,
      endedAtUs: us('2026-11-25T22:42:26Z'),
    });
  });

  test('uWSGI: what the application sets itself', () => {
    expect(read('%(method) %(uri) %(status) %(cpu)', 'GET /a 200 0.0012')).toMatchObject({ cpuS: 0.0012 });
  });

  test('HAProxy, with its directive', () => {
    const given = 'log-format "%ci:%cp [%tr] %ft %b/%s %TR/%Tw/%Tc/%Tr/%Ta %ST %B %{+Q}r"';
    const line = '127.0.0.1:54220 [25/Nov/2026:22:42:39.845] fe be/s1 0/0/1/21/25 200 140 "GET /items/7?q=1 HTTP/1.1"';
    expect(read(given, line)).toMatchObject({ requestS: 0.025, upstreamS: 0.021, connectS: 0.001, upstreamAddr: 's1' });
  });

  test('Envoy, with a start time in a format of its own', () => {
    const given = '[%START_TIME(%Y/%m/%d %H:%M:%S.%3f)%] "%REQ(:METHOD)% %REQ(:PATH)%" %RESPONSE_CODE% %DURATION%';
    expect(read(given, '[2026/11/25 22:42:39.845] "GET /a?b" 0 25')).toMatchObject({
      path: '/a',
      status: null,
      requestS: 0.025,
      endedAtUs: us('2026-11-25T22:42:39.870Z'),
    });
  });
});

describe("GoAccess's specifiers", () => {
  const LINE = '192.0.2.7 - bob [23/Nov/2026:09:39:29 +0000] "GET /a?b HTTP/1.1" 200 7 "-" "curl/8" 1500';

  test('with its date and time formats', () => {
    const times = { date: '%d/%b/%Y', time: '%H:%M:%S' };
    expect(read('%h %^[%d:%t %^] "%r" %s %b "%R" "%u" %D', LINE, times)).toMatchObject({
      client: '192.0.2.7',
      path: '/a',
      agent: 'curl/8',
      requestS: 0.0015,
      endedAtUs: us('2026-11-23T09:39:29Z'),
    });
  });

  test('without them, and with more behind the line than they name', () => {
    expect(read('%h %^[%d:%t %^] "%r" %s %b', LINE)).toMatchObject({ bytes: 7, endedAtUs: us('2026-11-23T09:39:29Z') });
  });

  test('as goaccess.conf holds them', () => {
    const conf = '# times\ntime-format %T\ndate-format %Y-%m-%d\n\nlog-format %d %t %h %m %U %s %L\n';
    expect(read(conf, '2026-11-23 09:39:29 192.0.2.7 GET /a 200 12.5')).toMatchObject({
      method: 'GET',
      requestS: 0.0125,
      endedAtUs: us('2026-11-23T09:39:29Z'),
    });
  });

  test('%x, blanks and forwarded addresses', () => {
    expect(
      read('%x %~%h "~h{, }" %m %U %s %T', '1795426769    10.0.0.1 "198.51.100.9, 10.0.0.1" GET /a 200 0.25', {
        date: '%s',
        time: null,
      }),
    ).toMatchObject({
      client: '10.0.0.1',
      requestS: 0.25,
      endedAtUs: 1795426769000000,
    });
  });

  test.each([
    'COMBINED',
    'VCOMBINED',
    'COMMON',
    'VCOMMON',
    'W3C',
    'SQUID',
    'CLOUDFRONT',
    'CLOUDSTORAGE',
    'AWSELB',
    'AWSS3',
    'AWSALB',
    'CADDY',
    'TRAEFIKCLF',
  ])('the name %s', (name) => {
    expect(readGiven(name, ANY)([]).name).toMatch(/^[a-z0-9_]+$/);
  });
});

test.each([
  ['%h %J "%r"', /"%J" .* Apache's LogFormat/],
  ['%(nope)s %(r)s', /"%\(nope\)s" .* gunicorn/],
  ['%ci:%zz %ST', /"%zz" .* HAProxy/],
  ['%h [%d] %j', /"%j" .* GoAccess/],
  ['just text', /no variable/],
])('%s is refused', (given, message) => {
  expect(() => readGiven(given, ANY)).toThrow(UserError);
  expect(() => readGiven(given, ANY)).toThrow(message);
});

test('a date format with an unknown directive is refused', () => {
  expect(() => readGiven('%h [%d] "%r"', { date: '%Q', time: null })).toThrow(/"%Q" .* stands for no part of a time/);
});
