import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locationBlock, placeName } from '../../src/advice/location.js';

const head = (block: string | null) => block?.split('\n')[0] ?? null;

describe('the location of static files', () => {
  it.each([
    ['/assets/', null, '/assets/*', 'location ^~ /assets/ {'],
    ['/', ['css'], '/*.css', 'location ~* ^/.*\\.(?:css)$ {'],
    ['/img/', ['png', 'svg'], '/img/*.{png,svg}', 'location ~* ^/img/.*\\.(?:png|svg)$ {'],
    ['/v1.2/', ['js'], '/v1.2/*.js', 'location ~* ^/v1\\.2/.*\\.(?:js)$ {'],
    ['/_next/~a-b/', null, '/_next/~a-b/*', 'location ^~ /_next/~a-b/ {'],
  ])('%s with the extensions %j is %s', (prefix, extensions, name, location) => {
    expect(placeName({ prefix, extensions })).toBe(name);
    expect(head(locationBlock({ prefix, extensions }))).toBe(location);
  });

  it('is complete, with one line a directive', () => {
    const block = locationBlock({ prefix: '/assets/', extensions: null })!.split('\n');
    expect(block.at(-1)).toBe('}');
    expect(block.slice(1, -1).map((line) => line.trim().split(' ')[0])).toEqual(['root', 'expires', 'add_header']);
    for (const line of block.slice(1, -1)) expect(line).toMatch(/^ {4}\w+ [^;]*;(?: +# .*)?$/);
  });

  it.each([
    [';', '/a; deny all;/'],
    ['{', '/a{/'],
    ['}', '/a}/'],
    ['a double quote', '/a"/'],
    ['a single quote', "/a'/"],
    ['$', '/$host/'],
    ['a newline', '/a\n/'],
    ['a newline at the end', '/a/\n'],
    ['a blank', '/a b/'],
    ['#', '/a#/'],
    ['a backslash', '/a\\/'],
    ['a percent sign', '/a%20/'],
    ['a bracket', '/a(b/'],
    ['a star', '/*/'],
    ['a parameter', '/:id/'],
    ['CJK', '/商品/'],
    ['no slash', 'assets/'],
    ['nothing', ''],
  ])('is not written where the folder holds %s', (_name, prefix) => {
    expect(locationBlock({ prefix, extensions: null })).toBeNull();
    expect(locationBlock({ prefix, extensions: ['css'] })).toBeNull();
  });

  it.each(['', 'c;s', 'p|hp', 'a.b', 'CSS', 'x'.repeat(9), 'c\n', '$'])(
    'is not written for the extension %j',
    (extension) => {
      expect(locationBlock({ prefix: '/a/', extensions: ['css', extension] })).toBeNull();
    },
  );

  it('is not written for no extension at all, which would be the whole folder', () => {
    expect(locationBlock({ prefix: '/', extensions: [] })).toBeNull();
  });

  it('never holds anything but the directives it is made of, whatever the log holds', () => {
    const text = fc.string({ unit: fc.constantFrom(...'/a.-_~;{}"\'$\n\\ #()|*:é'), maxLength: 12 });
    fc.assert(
      fc.property(text, fc.option(fc.array(text, { maxLength: 3 })), (rest, extensions) => {
        const block = locationBlock({ prefix: `/${rest}`, extensions });
        if (block === null) return;
        expect(block).toMatch(/^location (?:\^~ \/[\w.~/-]*|~\* \^\/[\w.~\\/-]*\.\*\\\.\(\?:[a-z0-9|]+\)\$) \{\n/);
        expect(block.match(/[{}]/g)).toHaveLength(2);
        expect(block.match(/;/g)).toHaveLength(3);
      }),
    );
  });
});
