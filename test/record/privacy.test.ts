import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { networkOf, redact, redactFields, withoutQuery } from '../../src/record/privacy.js';

const BOTH = { anonymizeIp: true, dropQuery: true };

test.each([
  ['192.0.2.77', '192.0.2.0'],
  ['10.1.2.3:55123', '10.1.2.0:55123'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1::'],
  ['2001:db8::1', '2001:db8::'],
  ['2001:0DB8:00a1::1', '2001:db8:a1::'],
  ['::1', '::'],
  ['fe80::1%eth0', 'fe80::'],
  ['::ffff:192.0.2.77', '::ffff:192.0.2.0'],
  ['::FFFF:c000:024d', '::ffff:192.0.2.0'],
  ['0:0:0:0:0:ffff:192.0.2.77', '::ffff:192.0.2.0'],
  ['64:ff9b::192.0.2.77', '64:ff9b::'],
  ['dsl-77.isp.example', '*.isp.example'],
  ['localhost', 'localhost'],
  ['unknown', 'unknown'],
])('the network of %s is %s', (client, network) => {
  expect(networkOf(client)).toBe(network);
  expect(networkOf(network)).toBe(network);
});

test.each([
  ['a "GET /x?token=abc HTTP/1.1" 192.0.2.77, 198.51.100.3', 'a "GET /x? HTTP/1.1" 192.0.2.0, 198.51.100.0'],
  ['[2001:db8:1:2::7]:443 said 12:34:56', '[2001:db8:1::]:443 said 12:34:56'],
  ['from 2001:db8:1:2::7.', 'from 2001:db8:1::.'],
  ['23/Nov/2026:09:59:24 +0000', '23/Nov/2026:09:59:24 +0000'],
  ['x=2001:db8:1:2::7&y=1', 'x=2001:db8:1::&y=1'],
  ['client:2001:db8:1:2::7 ok', 'client:2001:db8:1:: ok'],
])('%s is shown as %s', (text, shown) => {
  expect(redact(text, BOTH)).toBe(shown);
});

test('only what was asked for goes', () => {
  const text = '192.0.2.77 /x?a=1';
  expect(redact(text, { anonymizeIp: true, dropQuery: false })).toBe('192.0.2.0 /x?a=1');
  expect(redact(text, { anonymizeIp: false, dropQuery: true })).toBe('192.0.2.77 /x?');
});

test('fields without a column lose addresses, queries, and those that are queries by their names', () => {
  const fields = { http_x_forwarded_for: '192.0.2.77, 10.0.0.9', request_args: 'a=1', uri: '/x?a=1', n: 5, deep: null };
  expect(JSON.parse(redactFields(JSON.stringify(fields), BOTH))).toEqual({
    http_x_forwarded_for: '192.0.2.0, 10.0.0.0',
    uri: '/x?',
    n: 5,
    deep: null,
  });
});

test.each([
  ['https://shop.example/search?q=secret', 'https://shop.example/search'],
  ['https://shop.example/#top?x', 'https://shop.example/'],
  ['/', '/'],
])('%s without its query is %s', (url, cut) => {
  expect(withoutQuery(url)).toBe(cut);
});

describe('no address', () => {
  it('of IPv4 is left in any text around it', () => {
    fc.assert(
      fc.property(
        fc.ipV4(),
        fc.constantFrom('', ' ', ',', '"', '[', '='),
        fc.constantFrom('', ' ', ',', '"', ':80'),
        (ip, before, after) => {
          const shown = redact(`${before}${ip}${after}`, BOTH);
          expect(shown).toBe(`${before}${ip.replace(/\d+$/, '0')}${after}`);
        },
      ),
    );
  });

  it('of IPv6 keeps a bit behind the 48th', () => {
    fc.assert(
      fc.property(fc.ipV6(), (ip) => {
        const groups = networkOf(ip);
        if (groups.startsWith('::ffff:') && groups.includes('.')) return;
        expect(groups).toMatch(/^(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,2})?::$/);
      }),
    );
  });
});
