import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.js';
import { hostPattern, methodPattern, pathPattern } from '../../src/filter/patterns.js';
import { statusPattern } from '../../src/filter/statuses.js';

/** RE2 and JavaScript agree on these patterns, but for where flags stand. */
function fits(pattern: string | null, text: string): boolean {
  if (pattern === null) return true;
  const [, flags = '', body = ''] = /^(?:\(\?(i)\))?(.*)$/s.exec(pattern)!;
  return new RegExp(`^(?:${body.replaceAll('(?s:.*)', '[\\s\\S]*')})$`, flags).test(text);
}

describe('globs of paths', () => {
  it.each([
    ['/health*', '/health', true],
    ['/health*', '/healthz/live', true],
    ['/health*', '/api/health', false],
    ['/api/*/edit', '/api/users/7/edit', true],
    ['*.php', '/wp/login.php', true],
    ['/a.b', '/aXb', false],
    ['/a(b)+[c]', '/a(b)+[c]', true],
    ['/API', '/api', false],
  ])('%s and %s: %s', (glob, path, expected) => {
    expect(fits(pathPattern('--path', [glob]), path)).toBe(expected);
  });

  it('take any of several', () => {
    const pattern = pathPattern('--path', ['/a', '/b*']);
    expect(['/a', '/bc', '/c'].map((path) => fits(pattern, path))).toEqual([true, true, false]);
  });

  it.each(['health', '/search?q=*', ''])('refuse %j, naming the option', (glob) => {
    expect(() => pathPattern('--exclude-path', [glob])).toThrow(/^--exclude-path /);
  });
});

describe('globs of hosts', () => {
  it.each([
    ['shop.example', 'Shop.Example', true],
    ['shop.example', 'shop.example:8080', true],
    ['shop.example:443', 'shop.example:8080', false],
    ['*.example.com', 'api.example.com', true],
    ['*.example.com', 'example.com', false],
    ['shop.example', 'shopXexample', false],
  ])('%s and %s: %s', (glob, host, expected) => {
    expect(fits(hostPattern([glob]), host)).toBe(expected);
  });

  it.each(['https://shop.example', 'shop.example/cart', ''])('refuse %j', (glob) => {
    expect(() => hostPattern([glob])).toThrow(UserError);
  });
});

describe('lists of methods', () => {
  it('take names in any case, with commas or repeated', () => {
    const pattern = methodPattern(['get, head', 'POST']);
    expect(['GET', 'HEAD', 'POST', 'PUT'].map((method) => fits(pattern, method))).toEqual([true, true, true, false]);
  });

  it.each(['', 'GET,', 'G E T', '*'])('refuse %j', (list) => {
    expect(() => methodPattern([list])).toThrow(UserError);
  });
});

describe('lists of statuses', () => {
  const STATUSES = ['200', '204', '304', '400', '404', '499', '500', '504'];

  it.each([
    [['404'], ['404']],
    [['5xx'], ['500', '504']],
    [['400-404'], ['400', '404']],
    [
      ['2XX,304', '500-599'],
      ['200', '204', '304', '500', '504'],
    ],
  ])('%j', (lists, expected) => {
    const pattern = statusPattern(lists);
    expect(STATUSES.filter((status) => fits(pattern, status))).toEqual(expected);
  });

  it.each(['', '6xx', '40', '4040', '500-400', '200,', '4xx-5xx', 'abc'])('refuse %j', (list) => {
    expect(() => statusPattern([list])).toThrow(UserError);
  });
});
