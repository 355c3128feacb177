import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatsFor } from '../../src/format/nginx-conf/formats-for.js';
import { readNginxConf } from '../../src/format/nginx-conf/read.js';
import { writeTree } from './nginx-conf/tree.js';

/** The names of the formats found for each log, with log_formats a to e defined. */
function namesFor(accessLogs: string, logs: (root: string) => string[], path = 'nginx.conf'): string[][] {
  const formats = ['a', 'b', 'c', 'd', 'e'].map((name) => `log_format ${name} 'format ${name}';`).join('\n');
  const root = writeTree({ [path]: `http { ${formats}\n${accessLogs}\n }` });
  const conf = readNginxConf(join(root, path));
  return logs(root).map((log) =>
    formatsFor(conf, log).map(({ format }) => (format === 'combined' ? format : format.name)),
  );
}

test('the full path decides before the file name', () => {
  expect(
    namesFor('access_log /var/log/nginx/access.log a; server { access_log /srv/shop/access.log b; }', () => [
      '/var/log/nginx/access.log',
      '/srv/shop/access.log',
      '/srv/shop/../shop/access.log',
    ]),
  ).toEqual([['a'], ['b'], ['b']]);
});

test('the full path decides before a longer one that ends the same', () => {
  expect(namesFor('access_log /deep/l/access.log a; access_log /l/access.log b;', () => ['/l/access.log'])).toEqual([
    ['b'],
  ]);
});

test('a copy elsewhere is found by its name, and by the directory above it where that tells more', () => {
  expect(
    namesFor(
      'access_log /var/log/nginx/access.log a; server { access_log /srv/shop/access.log b; access_log /x/api.log c; }',
      () => ['api.log', '/copies/shop/access.log', '/copies/nginx/access.log'],
    ),
  ).toEqual([['c'], ['b'], ['a']]);
});

test('equally fitting access_logs with different formats are all told, each format once', () => {
  expect(
    namesFor(
      'access_log /a/access.log b; access_log /b/access.log a; access_log /c/access.log b; access_log /c/x.log c;',
      () => ['/home/me/access.log'],
    ),
  ).toEqual([['b', 'a']]);
});

test('one file written in two formats has both', () => {
  expect(namesFor('access_log /l/x.log a; access_log /l/x.log b;', () => ['/l/x.log'])).toEqual([['a', 'b']]);
});

test('relative paths count from the directory of nginx.conf or the one above it', () => {
  const logs = (root: string) => [join(root, 'logs/x.log'), join(root, 'conf/logs/x.log')];
  expect(namesFor('access_log logs/x.log a; access_log /elsewhere/logs/x.log b;', logs, 'conf/nginx.conf')).toEqual([
    ['a'],
    ['a'],
  ]);
});

test.each([
  'access.log.1',
  'access.log.2.gz',
  'access.log.gz',
  'access.log-20260101',
  'access.log-20260101.gz',
  'access.log-2026010113.zst',
  'access.log-2026-01-01',
  'access.log-20260101-1767225600',
  'access.log.20260101.1.bz2',
  'access-20260101.log',
  'access-2026-01-01.log.gz',
  'access.3.log',
])('the rotated file %s is in the format of access.log', (name) => {
  expect(namesFor('access_log /l/access.log a; access_log /l/error.log b;', () => [`/l/${name}`, name])).toEqual([
    ['a'],
    ['a'],
  ]);
});

test('a name that only looks rotated is taken as it stands first', () => {
  expect(
    namesFor('access_log /l/app a; access_log /l/app-20260101 b;', () => ['/l/app-20260101', '/l/app-20260102']),
  ).toEqual([['b'], ['a']]);
});

test.each(['.gz', '.1', '-20260101', 'log'])('the odd name %s fits nothing and does no harm', (name) => {
  expect(namesFor('access_log /l/access.log a;', () => [name])).toEqual([[]]);
});

test('variables in the path stand for any text, and a path without them fits better', () => {
  expect(
    namesFor(
      // biome-ignore lint/suspicious/noTemplateCurlyInString: nginx's own syntax
      'access_log /l/$host.log a; access_log /l/${host}-api.log b; access_log /l/shop.log c; access_log /$dir/x/y.log d;',
      () => [
        '/l/example.com.log',
        '/l/example.com-api.log.1',
        '/l/shop.log',
        '/l/shop.log.1',
        '/any/x/y.log',
        'no.txt',
      ],
    ),
  ).toEqual([['a'], ['b'], ['c'], ['c'], ['d'], []]);
});

test('a rotated log is rather the one of its plain name than of a variable', () => {
  expect(namesFor('access_log /l/$host a; access_log /l/access.log b;', () => ['/l/access.log.1'])).toEqual([['b']]);
});

test('a file name that is one variable fits only with its directory', () => {
  expect(namesFor('access_log /l/$host a;', () => ['/l/example.com', '/elsewhere/example.com'])).toEqual([['a'], []]);
});

test('no format is combined, and off or syslog write no file', () => {
  expect(
    namesFor('access_log /l/x.log; server { access_log off; } server { access_log syslog:server=h a; }', () => [
      '/l/x.log',
      '/l/off',
      '/l/syslog:server=h',
    ]),
  ).toEqual([['combined'], [], []]);
});

test('an undefined format is no reason to take the format of a log that fits less', () => {
  expect(namesFor('access_log /l/x.log nowhere; access_log /m/x.log a;', () => ['/l/x.log', '/m/x.log'])).toEqual([
    [],
    ['a'],
  ]);
});

test('the access_log that was found is told', () => {
  const root = writeTree({ 'nginx.conf': 'server { server_name shop; access_log /l/shop.log; }' });
  const uses = formatsFor(readNginxConf(join(root, 'nginx.conf')), 'shop.log.1');
  expect(uses).toMatchObject([{ format: 'combined', via: { path: '/l/shop.log', context: 'server shop' } }]);
});

test('a path full of variables and a long name cost no time', () => {
  // Otherwise it does not end within the time that a test may take.
  expect(namesFor(`access_log /l/${'$a'.repeat(2000)}.x a;`, () => [`/l/${'y'.repeat(4000)}`])).toEqual([[]]);
});
