import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.js';
import { compileRoutePatterns, routeNamer } from '../../src/record/route-patterns.js';

describe('a pattern names the paths it matches', () => {
  test.each<[pattern: string, matching: string[], others: string[]]>([
    [
      '/users/:name',
      ['/users/bob', '/users/42', '/users/%41'],
      ['/users', '/users/', '/users/bob/', '/users/bob/x', '/u'],
    ],
    ['/users/:name/*', ['/users/bob/', '/users/bob/x', '/users/bob/x/y/z'], ['/users/bob', '/users/', '/users//x']],
    ['/files/*', ['/files/', '/files/a', '/files/a/b'], ['/files', '/file', '/xfiles/a']],
    ['/*', ['/', '/a', '/a/b'], ['*', '', 'a/b']],
    ['/', ['/'], ['/a', '//']],
    ['/report-*.pdf', ['/report-.pdf', '/report-2024.pdf'], ['/report.pdf', '/report-a/b.pdf', '/report-2024.pdf/']],
    ['/a*b*c', ['/abc', '/aXbXc', '/abbcc'], ['/acb', '/ab', '/abcd']],
    ['/users/:id.json', ['/users/1.json', '/users/a.b.json'], ['/users/.json', '/users/1.xml']],
    ['/@:user/:repo', ['/@bob/x'], ['/@/x', '/bob/x', '/@bob/']],
    ['/x/*/edit', ['/x/1/edit', '/x/a.b/edit'], ['/x//edit', '/x/edit', '/x/1/2/edit']],
    ['/x/:a-:b', ['/x/1-2', '/x/1--2'], ['/x/-2', '/x/1-', '/x/12']],
    ['/x/:a*', ['/x/1', '/x/12'], ['/x/']],
    ['/about', ['/about'], ['/About', '/about/', '/about.html']],
    ['/a.b', ['/a.b'], ['/axb']],
    ['/日本/:x', ['/日本/語'], ['/日/語']],
  ])('%s', (pattern, matching, others) => {
    const match = compileRoutePatterns([pattern]);
    for (const path of matching) expect([path, match(path)]).toEqual([path, pattern]);
    for (const path of others) expect([path, match(path)]).toEqual([path, null]);
  });

  test('the first that matches wins', () => {
    const match = compileRoutePatterns(['/users/me', '/users/:name', '/*']);
    expect(match('/users/me')).toBe('/users/me');
    expect(match('/users/bob')).toBe('/users/:name');
    expect(match('/users/bob/x')).toBe('/*');
  });

  test('no pattern matches nothing', () => expect(compileRoutePatterns([])('/')).toBeNull());

  test('many stars over a long path do not hang', () => {
    const match = compileRoutePatterns([`/${'*a'.repeat(30)}b`]);
    expect(match(`/${'a'.repeat(1_000_000)}`)).toBeNull();
    expect(match('/'.repeat(1_000_000))).toBeNull();
  });
});

test('stars match as the regular expression of the same meaning does', () => {
  const pattern = fc.array(fc.constantFrom('a', 'b', '*', ':n'), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(pattern, fc.stringMatching(/^[ab]{0,8}$/), (parts, segment) => {
      const text = parts.join('');
      // "**" and a name run into the letters after it are other patterns
      fc.pre(!text.includes('**') && !/:n[a-z]/.test(text) && text !== '*');
      const source = parts.map((part) => (part === '*' ? '.*' : part === ':n' ? '.+' : part)).join('');
      const expected = new RegExp(`^${source}$`).test(segment);
      // a further segment, so that a star at the end is not the rest of the path
      expect(compileRoutePatterns([`/${text}/end`])(`/${segment}/end`) !== null).toBe(expected);
    }),
    { numRuns: 1_000 },
  );
});

describe('a pattern that cannot be a path is refused with the fix', () => {
  test.each([
    ['', 'is empty'],
    ['users/:name', 'does not begin with a slash'],
    ['/users?id=:id', 'holds a query'],
    ['/a b', 'holds a blank'],
    ['/a//b', 'holds an empty segment'],
    ['/a/**', 'holds "**"'],
    ['/a/:', 'colon without a name'],
    ['/a/:1', 'colon without a name'],
  ])('%j', (pattern, problem) => {
    try {
      compileRoutePatterns(['/fine', pattern]);
    } catch (error) {
      expect(error).toBeInstanceOf(UserError);
      expect((error as UserError).message).toContain(problem);
      expect((error as UserError).message).toContain(`'${pattern}'`);
      expect((error as UserError).fix).toContain("--route '/users/:name/*'");
      return;
    }
    expect.unreachable('the pattern was accepted');
  });
});

describe('naming a path', () => {
  test('patterns come before templates', () => {
    const name = routeNamer({ patterns: ['/users/:name'], templates: true });
    expect(name('/users/123456')).toBe('/users/:name');
    expect(name('/orders/123456')).toBe('/orders/:id');
  });

  test('without templates paths stay as they are, up to 1,024 characters', () => {
    const name = routeNamer({ patterns: ['/users/:name'], templates: false });
    expect(name('/users/123456')).toBe('/users/:name');
    expect(name('/orders//123456;x=1')).toBe('/orders//123456;x=1');
    expect(name(`/${'a'.repeat(1_000_000)}`)).toBe(`/${'a'.repeat(1_023)}`);
  });
});
