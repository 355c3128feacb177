import { describe, expect, test } from 'vitest';
import { read } from './support/read.js';

const requestOf = (logged: string) => {
  const { method, path, query, protocol, host, malformed } = read('"$request"', `"${logged}"`);
  return { method, path, query, protocol, host, malformed };
};
const NOTHING = { method: null, path: null, query: null, protocol: null, host: null, malformed: null };

describe('a request line is split into method, path, query and protocol', () => {
  test.each([
    ['GET / HTTP/1.1', { method: 'GET', path: '/', protocol: 'HTTP/1.1' }],
    ['GET /a?b=1 HTTP/2.0', { method: 'GET', path: '/a', query: 'b=1', protocol: 'HTTP/2.0' }],
    ['POST /a?b=?c?d HTTP/1.0', { method: 'POST', path: '/a', query: 'b=?c?d', protocol: 'HTTP/1.0' }],
    ['GET /a? HTTP/3', { method: 'GET', path: '/a', query: '', protocol: 'HTTP/3' }],
    ['M-SEARCH * HTTP/1.1', { method: 'M-SEARCH', path: '*', protocol: 'HTTP/1.1' }],
    ['CONNECT db.example.org:443 HTTP/1.1', { method: 'CONNECT', path: 'db.example.org:443', protocol: 'HTTP/1.1' }],
    ['GET //double//slash HTTP/1.1', { method: 'GET', path: '//double//slash', protocol: 'HTTP/1.1' }],
    ['GET /a b  c?d e HTTP/1.1', { method: 'GET', path: '/a b  c', query: 'd e', protocol: 'HTTP/1.1' }],
  ])('%s', (logged, parts) => {
    expect(requestOf(logged)).toEqual({ ...NOTHING, ...parts });
  });
});

describe('an absolute target names the host', () => {
  test.each([
    ['http://shop.example.org/a?b', 'shop.example.org', '/a', 'b'],
    ['https://shop.example.org:8443/', 'shop.example.org:8443', '/', null],
    ['http://shop.example.org', 'shop.example.org', '/', null],
    ['http://shop.example.org?b', 'shop.example.org', '/', 'b'],
  ])('%s', (target, host, path, query) => {
    expect(requestOf(`GET ${target} HTTP/1.1`)).toMatchObject({ host, path, query, malformed: null });
  });

  test('unless the log names it', () => {
    const line = 'GET http://other.example.org/ HTTP/1.1';
    expect(read('$host "$request"', `shop.example.org "${line}"`).host).toBe('shop.example.org');
    expect(read('"$request" $host', `"${line}" shop.example.org`).host).toBe('shop.example.org');
    expect(read('$host "$request"', `- "${line}"`).host).toBe('other.example.org');
  });
});

describe('what is no request line is kept as it was logged, without a method', () => {
  test.each([
    ['an empty one', '', ''],
    ['none', '-', ''],
    ['the beginning of a TLS handshake', String.raw`\x16\x03\x01\x02\x00\x01`, String.raw`\x16\x03\x01\x02\x00\x01`],
    ['no protocol', 'GET /', 'GET /'],
    ['a method alone', 'GET', 'GET'],
    ['no target', 'GET HTTP/1.1', 'GET HTTP/1.1'],
    ['a blank for a target', 'GET  HTTP/1.1', 'GET  HTTP/1.1'],
    ['words', 'hello there you', 'hello there you'],
    ['another protocol', 'GET / RTSP/1.0', 'GET / RTSP/1.0'],
    ['a method with odd characters', 'G(T / HTTP/1.1', 'G(T / HTTP/1.1'],
    ['an endless method', `${'A'.repeat(33)} / HTTP/1.1`, `${'A'.repeat(33)} / HTTP/1.1`],
  ])('%s', (_, logged, malformed) => {
    expect(requestOf(logged)).toEqual({ ...NOTHING, malformed });
  });

  test('and the rest of its line is read', () => {
    expect(read('$remote_addr "$request" $status', String.raw`192.0.2.1 "\x16\x03" 400`)).toMatchObject({
      client: '192.0.2.1',
      method: null,
      malformed: String.raw`\x16\x03`,
      status: 400,
    });
  });
});

describe('escaped bytes become the text they stand for', () => {
  test.each([
    [String.raw`/caf\xC3\xA9`, '/café'],
    [String.raw`/\xE6\x97\xA5\xE6\x9C\xAC/\xF0\x9F\x90\x8D`, '/日本/🐍'],
    [String.raw`/\x22quoted\x22`, '/"quoted"'],
    [String.raw`/a\x5Cx41`, String.raw`/a\x41`],
    [String.raw`/\xc3\xa9`, '/é'],
    [String.raw`/a\xFFb`, '/a\uFFFDb'],
    [String.raw`/cut\xE6\x97`, '/cut\uFFFD'],
    [String.raw`/tab\x09\x00end`, '/tab\t\0end'],
    [String.raw`/no\xZZescape`, String.raw`/no\xZZescape`],
    [String.raw`/apache\"quote\\back\tslash`, '/apache"quote\\back\tslash'],
  ])('%s', (logged, path) => {
    expect(requestOf(`GET ${logged} HTTP/1.1`).path).toBe(path);
  });

  test.each([
    ['json', String.raw`caf\u00e9 \"a\" \\ \n \/`, 'café "a" \\ \n /'],
    ['none', String.raw`\x41 \u0041 \n`, String.raw`\x41 \u0041 \n`],
  ] as const)('escape=%s', (escaping, logged, agent) => {
    expect(read('"$http_user_agent"', `"${logged}"`, escaping).agent).toBe(agent);
  });
});

describe('the request in parts', () => {
  test('a full URL in quotes is method, host, path and query', () => {
    const format = '"$request_method $scheme://$host$request_uri $server_protocol" $status';
    expect(read(format, '"GET https://shop.example.org/a/b?c=d HTTP/2.0" 200')).toMatchObject({
      method: 'GET',
      host: 'shop.example.org',
      path: '/a/b',
      query: 'c=d',
      protocol: 'HTTP/2.0',
    });
  });

  test.each([
    ['/a?b=c', '/a', 'b=c'],
    ['/a-', '/a', null],
    ['/a--', '/a-', null],
    ['/a?b=-', '/a', 'b=-'],
  ])('$uri$is_args$args: %s', (target, path, query) => {
    // Where there is no query nginx writes "-" for $args.
    expect(read('$uri$is_args$args $status', `${target} 200`)).toMatchObject({ path, query });
  });

  test('a whole request line is believed rather than its parts', () => {
    const format = '$request_method $uri "$request" $args';
    expect(read(format, 'GET /index.html "GET /?a=b HTTP/1.1" x=y')).toMatchObject({ path: '/', query: 'a=b' });
  });
});
