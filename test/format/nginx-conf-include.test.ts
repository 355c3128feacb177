import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.js';
import { readNginxConf } from '../../src/format/nginx-conf/read.js';
import { writeTree } from './nginx-conf/tree.js';

function read(files: Record<string, string>) {
  const root = writeTree(files);
  const conf = readNginxConf(join(root, 'nginx.conf'));
  return { root, ...conf, paths: conf.accessLogs.map(({ path }) => path) };
}

test('a glob includes its files in sorted order, hidden ones left out', () => {
  const { paths, warnings } = read({
    'nginx.conf': 'http { access_log first; include sites/*.conf; access_log last; }',
    'sites/b.conf': 'access_log b;',
    'sites/a.conf': 'access_log a;',
    'sites/.c.conf': 'access_log hidden;',
    'sites/d.conf.bak': 'access_log bak;',
  });
  expect(paths).toEqual(['first', 'a', 'b', 'last']);
  expect(warnings).toEqual([]);
});

test.each([
  ['*/log.conf', ['a', 'b', 'c1']],
  ['[ab]/log.conf', ['a', 'b']],
  ['[!ab]*/log.conf', ['c1']],
  ['[b-z]?/l*g.c*f', ['c1']],
  ['?/*', ['a', 'b']],
  ['a/log.conf*', ['a']],
  ['a/*.nothing', []],
  ['nowhere/*/x', []],
  ['a/log.conf/*', []],
])('the glob %s means what it means to nginx', (pattern, expected) => {
  const { paths, warnings } = read({
    'nginx.conf': `include ${pattern};`,
    'a/log.conf': 'access_log a;',
    'b/log.conf': 'access_log b;',
    'c1/log.conf': 'access_log c1;',
  });
  expect(paths).toEqual(expected);
  expect(warnings).toEqual([]);
});

test("paths are relative to the main file's directory, in included files too", () => {
  const { accessLogs, root } = read({
    'nginx.conf': 'http {\n include sites/shop.conf; }',
    'sites/shop.conf': '\nserver { include snippets/log.conf; server_name shop; }',
    'snippets/log.conf': '\n\naccess_log shop.log;',
    'sites/snippets/log.conf': 'access_log wrong.log;',
  });
  expect(accessLogs).toMatchObject([
    { path: 'shop.log', context: 'server shop', file: join(root, 'snippets/log.conf'), line: 3 },
  ]);
});

test('a server_name that is included names the context of the logs before it', () => {
  const { accessLogs } = read({
    'nginx.conf': 'server { access_log a; include name; }',
    name: 'server_name shop;',
  });
  expect(accessLogs).toMatchObject([{ context: 'server shop' }]);
});

test('one snippet may be included by many servers', () => {
  const { accessLogs, warnings } = read({
    'nginx.conf': 'server { server_name a; include log; } server { server_name b; include log; }',
    log: 'access_log x;',
  });
  expect(accessLogs.map(({ context }) => context)).toEqual(['server a', 'server b']);
  expect(warnings).toEqual([]);
});

test('a missing file is a warning with its place, and the rest is read', () => {
  const { paths, warnings, root } = read({
    'nginx.conf': 'include modules.conf;\nhttp {\n include mime.types; include mime.types;\n access_log a; }',
  });
  expect(paths).toEqual(['a']);
  expect(warnings).toEqual([
    `${root}/nginx.conf:1: include modules.conf is left out: ${root}/modules.conf does not exist.`,
    `${root}/nginx.conf:3: include mime.types is left out: ${root}/mime.types does not exist.`,
  ]);
});

test('a directory and a dangling link among the files of a glob are warnings', () => {
  const root = writeTree({ 'nginx.conf': 'include sites/*;', 'sites/b.conf': 'access_log b;', 'sites/a/x': '' });
  symlinkSync(join(root, 'gone'), join(root, 'sites/c.conf'));
  const { accessLogs, warnings } = readNginxConf(join(root, 'nginx.conf'));
  expect(accessLogs.map(({ path }) => path)).toEqual(['b']);
  expect(warnings).toHaveLength(2);
  expect(warnings[0]).toContain('sites/a is a directory');
  expect(warnings[1]).toContain('sites/c.conf does not exist');
});

test('an include that leads back to a file being read is told and ends there', () => {
  const { paths, warnings, root } = read({
    'nginx.conf': 'http { include a.conf; }',
    'a.conf': 'access_log a;\nserver { include b.conf; }',
    'b.conf': 'access_log b; include ./a.conf;\ninclude nginx.conf;',
  });
  expect(paths).toEqual(['a', 'b']);
  expect(warnings).toHaveLength(2);
  expect(warnings[0]).toContain(`${root}/b.conf:1: include ./a.conf is left out: it leads back`);
  expect(warnings[1]).toContain(`${root}/b.conf:2: include nginx.conf is left out: it leads back`);
});

test('a cycle through a symbolic link ends too', () => {
  const root = writeTree({ 'nginx.conf': 'access_log a; include link.conf;' });
  symlinkSync(join(root, 'nginx.conf'), join(root, 'link.conf'));
  const { accessLogs, warnings } = readNginxConf(join(root, 'nginx.conf'));
  expect(accessLogs).toHaveLength(1);
  expect(warnings).toHaveLength(1);
});

test('files that double at every level are refused, not followed for ever', () => {
  const files: Record<string, string> = { 'nginx.conf': 'include 0; include 0;', '40': '' };
  for (let i = 0; i < 40; i++) files[i] = `include ${i + 1}; include ${i + 1};`;
  expect(() => read(files)).toThrow(/more than 20000 files are included/);
});

test('an unbalanced included file is refused with its own place', () => {
  expect(() => read({ 'nginx.conf': 'http { include a.conf; }', 'a.conf': '\nserver {' })).toThrow(UserError);
  expect(() => read({ 'nginx.conf': 'http { include a.conf; }', 'a.conf': '\nserver {' })).toThrow(/a\.conf:2:/);
});

test('the output of nginx -T is read as the files it holds', () => {
  const { file, formats, accessLogs, warnings } = read({
    'nginx.conf': [
      'nginx: the configuration file /etc/nginx/nginx.conf syntax is ok',
      '# configuration file /etc/nginx/nginx.conf:',
      'http {',
      "  log_format f '$uri';",
      '  include conf.d/*.conf;',
      '  include /etc/nginx/missing;',
      '}',
      '# configuration file /etc/nginx/conf.d/b.conf:',
      'access_log b f;',
      '',
      '# configuration file /etc/nginx/conf.d/a.conf:',
      '',
      'access_log a f;',
    ].join('\r\n'),
  });
  expect(file).toBe('/etc/nginx/nginx.conf');
  expect(formats).toMatchObject([{ name: 'f', file: '/etc/nginx/nginx.conf', line: 2 }]);
  expect(accessLogs).toMatchObject([
    { path: 'a', file: '/etc/nginx/conf.d/a.conf', line: 2 },
    { path: 'b', file: '/etc/nginx/conf.d/b.conf', line: 1 },
  ]);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain('/etc/nginx/nginx.conf:4: include /etc/nginx/missing is left out');
});
