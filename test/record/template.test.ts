import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quickTemplateOf } from '../../src/record/quick-template.js';
import { templateOf } from '../../src/record/template.js';

const cases = (table: Record<string, string>) => Object.entries(table);

describe('values in a path become parameters', () => {
  test.each(
    cases({
      // five digits and more are an id wherever they stand
      '/users/123456': '/users/:id',
      '/users/123456/orders/98765': '/users/:id/orders/:id',
      '/12345': '/:id',
      '/img/12345.jpg': '/img/:id.jpg',
      '/v1/users/123456:activate': '/v1/users/:id:activate',
      '/orders/order-12345': '/orders/order-:id',
      '/u/user_100042/posts': '/u/user_:id/posts',
      '/title/tt0111161': '/title/tt:id',
      '/jobs/1347773745.621/summary': '/jobs/:id/summary',
      '/12345-some-title': '/:id-:slug',
      '/p/12345-red-shoes-size-9.html': '/p/:id-:slug.html',
      '/u/550e8400-e29b-41d4-a716-446655440000/detail': '/u/:uuid/detail',
      '/u/550E8400-E29B-41D4-A716-446655440000': '/u/:uuid',
      '/files/scan_550e8400-e29b-41d4-a716-446655440000.pdf': '/files/scan_:uuid.pdf',
      '/commit/3f2a1b9c': '/commit/:hash',
      '/avatar/d41d8cd98f00b204e9800998ecf8427e': '/avatar/:hash',
      '/blob/DA39A3EE5E6B4B0D3255BFEF95601890AFD80709': '/blob/:hash',
      '/wallet/0x52908400098527886E0F7030069857D2E4169EE7': '/wallet/:hash',
      '/posts/a-title-5f2b6c7d8e9f': '/posts/a-title-:hash',
      '/lookup/8.8.8.8': '/lookup/:ip',
      '/near/52.520008,13.404954': '/near/:id,:id',
      '/near/52.5200/13.4050': '/near/:id/:id',
      '/u/john.doe@example.com': '/u/:email',
      '/u/john%40example.com': '/u/:email',
      '/u/john@firma.pl': '/u/:email',
      '/u/john@example.com.json': '/u/:email.json',
      // a ULID, a CUID, a nanoid with a hyphen, a Firebase token, a JSON Web Token
      '/e/01ARZ3NDEKTSV4RRFFQ69G5FAV': '/e/:token',
      '/e/cjld2cjxh0000qzrmn831i7rn': '/e/:token',
      '/e/V1StGXR8_Z5jdHi6B-myT': '/e/:token',
      '/reset/dXNlcjoxMjM0NTY3ODkwMTIzNDU2Nzg5MA==': '/reset/:token',
      '/t/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U': '/t/:token',
    }),
  )('%s is %s', (path, template) => expect(templateOf(path)).toBe(template));
});

describe('dates become :date, and :year/:month/:day where they are folders', () => {
  test.each(
    cases({
      '/report/2024-01-31': '/report/:date',
      '/report/20240131': '/report/:date',
      '/report/31.01.2024': '/report/:date',
      '/report/2024-01': '/report/:date',
      '/report/sales-2024-01-31.pdf': '/report/sales-:date.pdf',
      '/at/2024-01-31T12:34:56Z': '/at/:date',
      '/at/2024-01-31T12%3a34%3A56+01%3A00': '/at/:date',
      '/web/20240131123456/index': '/web/:date/index',
      '/blog/2024/01/31/hello': '/blog/:year/:month/:day/hello',
      '/blog/2024/01': '/blog/:year/:month',
      // month 13, day 32: an id that looks like a date
      '/report/20241331': '/report/:id',
      '/report/20240132': '/report/:id',
      // a page number is not padded as a month is
      '/thread/2011/3': '/thread/2011/3',
    }),
  )('%s is %s', (path, template) => expect(templateOf(path)).toBe(template));
});

describe('hashed files keep their name and extension', () => {
  test.each(
    cases({
      '/static/app.3f2a1b9c.js': '/static/app.:hash.js',
      '/assets/main-BX2x9dkq.css': '/assets/main-:hash.css',
      '/assets/chunk-5XQ2ZJ7A.js': '/assets/chunk-:hash.js',
      '/js/chunk.12.abcdef12.js': '/js/chunk.12.:hash.js',
      '/js/main.3f2a1b9c.chunk.js.map': '/js/main.:hash.chunk.js.map',
      '/css/base.27e20196a850.css': '/css/base.:hash.css',
      '/_next/static/dQw4w9WgXcQabc12345/_buildManifest.js': '/_next/static/:token/_buildManifest.js',
      '/fonts/PRmiXeptR36kaC0GEAetxp_TkvowlIOtbR7ePgFOpF4.ttf': '/fonts/:token.ttf',
      '/img/6806ed71570139f1656554d94bbb.jpeg': '/img/:hash.jpeg',
      // folders named by the beginning of the hash belong to it
      '/t/x100/a2/a8/6806ed71570139f1656554d94bbb.jpeg': '/t/x100/:hash/:hash/:hash.jpeg',
      '/img/de/6806ed71570139f1656554d94bbb.jpeg': '/img/de/:hash.jpeg',
      '/2024/01/31/6806ed71570139f1656554d94bbb.jpeg': '/:year/:month/:day/:hash.jpeg',
      // the hex letters at the end spell a word by chance
      '/css/chunk.73634fad.css': '/css/chunk.:hash.css',
    }),
  )('%s is %s', (path, template) => expect(templateOf(path)).toBe(template));
});

describe('words, versions and short numbers stay', () => {
  test.each([
    '/',
    '/index.html',
    '/api/v1/users',
    '/api/v2.1/users',
    '/lib/3.6.0/jquery-3.6.0.min.js',
    '/facade/deadbeef/effaced',
    '/events/cafe2024/face2face/added2020',
    '/page2/mp3/x100/240x240/oauth2/utf8/s3',
    '/how-to-install-Node-20-on-Ubuntu-22',
    '/linux/installing-fedora-linux-via-pxe-x86-64',
    '/rpc/getOAuth2TokenV2ForS3',
    '/rpc/convertH264ToMp4File',
    '/oauth2v1beta1callback',
    '/windows2022serverconfig',
    '/lib/Html5Web.js',
    '/image/logo@2x.png',
    '/npm/@types/node@18.0.0/index.d.ts',
    '/@john/followers',
    '/~john/',
    '/wp-login.php',
    '/.git/HEAD',
    '/404-not-found',
    '/mix/2080',
    '/mix/8020',
    '/errors/404.html',
    '/users/42/orders/7',
    '/files/report.tar.gz',
    '/wiki/%E3%81%82%E3%81%84',
    '/shop/Baked%20Beans',
    '/a:b/c',
    '/日本/語',
  ])('%s', (path) => expect(templateOf(path)).toBe(path));

  test('one word after an id may be an action, two are a title', () => {
    expect(templateOf('/p/12345-edit')).toBe('/p/:id-edit');
    expect(templateOf('/p/12345-my-edit')).toBe('/p/:id-:slug');
  });

  test('the routes of an API under test survive as they are', () => {
    const routes =
      '/api/collatz /api/mandel /assets/logo.png /cached/page /db/bimodal /dl/stream /etag /export.json /go /io/file /mix/half /search/text /static/app.css';
    for (const route of routes.split(' ')) expect(templateOf(route)).toBe(route);
  });
});

describe('the ways one path is written are one route', () => {
  test.each(
    cases({
      '//wp-login.php': '/wp-login.php',
      '/a///b//': '/a/b/',
      '/cart;jsessionid=1A2B3C4D/items;v=2': '/cart/items',
      '/cart/;jsessionid=1A2B3C4D': '/cart/',
      '/%75sers/%31%32%33%34%35': '/users/:id',
      '/caf%c3%a9': '/caf%C3%A9',
      // %20 then 12345, not 2012345
      '/a%2012345': '/a%20:id',
      // an encoded slash is data
      '/file/a%2Fb': '/file/a%2Fb',
      'http://shop.example/cart/123456': '/cart/:id',
      'http://shop.example': '/',
    }),
  )('%s is %s', (path, template) => expect(templateOf(path)).toBe(template));

  test('a trailing slash is another route', () => {
    expect(templateOf('/users/')).toBe('/users/');
    expect(templateOf('/users')).toBe('/users');
  });
});

describe('whatever is asked for, the template is bounded', () => {
  test('targets that are no path stay', () => {
    expect(templateOf('*')).toBe('*');
    expect(templateOf('')).toBe('');
    expect(templateOf('proxy.example:44300')).toBe('proxy.example:44300');
    expect(templateOf('x'.repeat(1_000_000))).toBe('x'.repeat(128));
  });

  test('a cut target does not end in half a character', () => {
    expect(templateOf(`${'x'.repeat(127)}😀😀`)).toBe('x'.repeat(127));
  });

  test('the thirteenth segment and all below are *', () => {
    expect(templateOf('/a/b/c/d/e/f/g/h/i/j/k/l')).toBe('/a/b/c/d/e/f/g/h/i/j/k/l');
    expect(templateOf('/a/b/c/d/e/f/g/h/i/j/k/l/')).toBe('/a/b/c/d/e/f/g/h/i/j/k/l/');
    expect(templateOf('/a/b/c/d/e/f/g/h/i/j/k/l/m')).toBe('/a/b/c/d/e/f/g/h/i/j/k/l/*');
    expect(templateOf('/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o')).toBe('/a/b/c/d/e/f/g/h/i/j/k/l/*');
  });

  test('a segment too long to be written by hand is a value', () => {
    expect(templateOf(`/q/${'word-'.repeat(200)}`)).toBe('/q/:param');
    expect(templateOf(`/q/${'word-'.repeat(200)}.jpg`)).toBe('/q/:param.jpg');
    expect(templateOf(`/q/${'3f2a1b9c'.repeat(100_000)}.jpg`)).toBe('/q/:hash.jpg');
    expect(templateOf(`/q/${'word-'.repeat(20)}`)).toBe(`/q/${'word-'.repeat(20)}`);
  });

  test('a million orders of ten thousand users are at most ten templates a user', () => {
    const templates = new Set<string>();
    for (let user = 1000; user < 1010; user++)
      for (let order = 0; order < 10_000; order++) templates.add(templateOf(`/users/${user}/orders/${order}`));
    expect(templates.size).toBeLessThanOrEqual(10 * 11);
  });

  test.each([
    ['slashes', '/'.repeat(1_000_000)],
    ['semicolons', '/a;'.repeat(300_000)],
    ['percent signs', `/${'%'.repeat(1_000_000)}`],
    ['escapes', `/${'%41'.repeat(300_000)}`],
    ['dots', `/${'1.'.repeat(500_000)}a`],
    ['at signs', `/x${'@a.b'.repeat(250_000)}`],
    ['hyphens', `/${'2024-01-'.repeat(120_000)}`],
    ['digits', `/${'1'.repeat(1_000_000)}`],
    ['a scheme without end', `a${'b'.repeat(1_000_000)}`],
  ])('a megabyte of %s', (_, path) => expect(templateOf(path).length).toBeLessThan(2_000));
});

const values = fc.oneof(
  fc.uuid(),
  fc.emailAddress(),
  fc.ulid(),
  fc.ipV4(),
  fc.nat(1e9).map(String),
  fc.stringMatching(/^[0-9a-f]{1,40}$/),
  fc.base64String({ maxLength: 60 }),
  fc.webSegment(),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom(':id', ':hash', ':id-:slug', '*', 'a2', '2024', '01', '12', '%2', '%41', '%%341', '.jpg', '-', ';x'),
  fc.stringMatching(/^[a-z0-9%:;@._-]{0,30}$/),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const segments = fc.array(values, { maxLength: 4 }).map((parts) => parts.join(''));
const paths = fc.array(segments, { maxLength: 15 }).map((parts) => `/${parts.join('/')}`);

test('a template of a template is itself', () => {
  fc.assert(
    fc.property(fc.oneof(paths, fc.string(), fc.webUrl()), (path) => {
      const template = templateOf(path);
      expect(templateOf(template)).toBe(template);
    }),
    { numRuns: 3_000 },
  );
});

test('what is told in one pass is what the rules say', () => {
  const plain = fc.oneof(
    fc.stringMatching(/^[A-Za-z_.~-]{0,30}$/),
    fc.stringMatching(/^[A-Za-z0-9_.~-]{0,24}$/),
    fc.stringMatching(/^[0-9]{1,45}$/),
    fc.stringMatching(/^[a-z]{1,3}[0-9]{1,5}$/),
    fc.uuid(),
    fc.uuid().map((uuid) => uuid.toUpperCase()),
    fc.constantFrom('', '2024', '05', '31', 'ab', 'c0', '20240531', '20240531T101112Z', 'v1'),
  );
  const path = fc.array(fc.oneof({ arbitrary: plain, weight: 5 }, segments), { maxLength: 14 });
  let told = 0;
  fc.assert(
    fc.property(path, (parts) => {
      const asked = `/${parts.join('/')}`;
      const quick = quickTemplateOf(asked);
      // Behind a host a path goes by the rules.
      if (quick !== null) expect(quick).toBe(templateOf(`http://host${asked}`));
      if (quick !== null) told++;
    }),
    { numRuns: 5_000 },
  );
  expect(told).toBeGreaterThan(500);
});

test('paths of letters alone are never changed', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[A-Za-z_.-]{1,40}$/), { minLength: 1, maxLength: 12 }), (words) => {
      const path = `/${words.join('/')}`;
      expect(templateOf(path)).toBe(path);
    }),
  );
});

test('every UUID, long number and SHA-1 is recognised under any parent', () => {
  const sha = fc.stringMatching(/^[0-9a-f]{40}$/).filter((text) => /[a-f]/.test(text) && /\d/.test(text));
  fc.assert(
    fc.property(
      fc.stringMatching(/^[a-z]{1,12}$/),
      fc.uuid(),
      fc.integer({ min: 1e8 }),
      sha,
      (word, uuid, id, hash) => {
        expect(templateOf(`/${word}/${uuid}`)).toBe(`/${word}/:uuid`);
        expect(templateOf(`/${word}/${hash}`)).toBe(`/${word}/:hash`);
        expect(templateOf(`/${word}/${id}9`)).toBe(`/${word}/:id`);
      },
    ),
  );
});
