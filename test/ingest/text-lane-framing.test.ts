import { describe, expect, test } from 'vitest';
import { compileLogFormat } from '../../src/format/compile.js';
import { expectAccounts, readLane, type Told } from './support/lane.js';

const FORMATS = [compileLogFormat('given', '$status $uri')];
const MIB = 1 << 20;

/** Reads a log that comes in these pieces, and checks the accounting. */
async function read(...pieces: (string | Buffer)[]): Promise<Told> {
  const chunks = pieces.map((piece) => Buffer.from(piece as string));
  const told = await readLane(chunks, FORMATS);
  expectAccounts(told, Buffer.concat(chunks));
  return told;
}

const paths = ({ requests }: Told) => requests.map(({ fields }) => fields.path);

describe('lines are found', () => {
  test.each<[about: string, pieces: (string | Buffer)[], paths: string[]]>([
    ['in one chunk', ['200 /a\n200 /b\n'], ['/a', '/b']],
    ['without a final newline', ['200 /a\n200 /b'], ['/a', '/b']],
    ['with CRLF', ['200 /a\r\n200 /b\r\n'], ['/a', '/b']],
    ['with CRLF, the last cut off behind the CR', ['200 /a\r\n200 /b\r'], ['/a', '/b']],
    ['with CRLF across chunks', ['200 /a\r', '\n200 /b\r', '\n'], ['/a', '/b']],
    ['with both ends in one file', ['200 /a\r\n200 /b\n200 /c\r\n'], ['/a', '/b', '/c']],
    ['across chunks', ['20', '0 /', 'a', '\n', '200 /b\n2', '00 /c'], ['/a', '/b', '/c']],
    ['with empty chunks in between', ['', '200 /a', '', '\n', ''], ['/a']],
    [
      'with a UTF-8 character across chunks',
      [Buffer.from('200 /caf\xc3', 'latin1'), Buffer.from('\xa9\n', 'latin1')],
      ['/café'],
    ],
    ['with an emoji across four chunks', [...Buffer.from('200 /🐍\n')].map((byte) => Buffer.of(byte)), ['/🐍']],
    ['with bytes that are no UTF-8', [Buffer.from('200 /\xff\xfe\n200 /b\n', 'latin1')], ['/\uFFFD\uFFFD', '/b']],
    ['with a character cut off at the end', [Buffer.from('200 /a\xe2\x82', 'latin1')], ['/a\uFFFD']],
    ['behind a byte order mark', ['\uFEFF200 /a\n200 /b\n'], ['/a', '/b']],
    ['behind a byte order mark across chunks', [Buffer.of(0xef), Buffer.of(0xbb, 0xbf), '200 /a\n'], ['/a']],
    ['behind NUL bytes of a truncated file', [`${'\0'.repeat(5000)}200 /a\n200 /b\n`], ['/a', '/b']],
    ['with NUL bytes at the beginning of any line', [`200 /a\n${'\0'.repeat(3)}200 /b\n`], ['/a', '/b']],
  ])('%s', async (_, pieces, expected) => {
    const told = await read(...pieces);
    expect(paths(told)).toEqual(expected);
    expect(told.rejects).toEqual([]);
    expect(told.ignored).toBe(0);
  });
});

describe('lines without a request are ignored and counted', () => {
  test.each<[about: string, text: string, ignored: number]>([
    ['an empty file', '', 0],
    ['one newline', '\n', 1],
    ['only newlines', '\n'.repeat(1000), 1000],
    ['only CRLF', '\r\n\r\n', 2],
    ['blanks and tabs', ' \n\t\t\n \r\n', 3],
    ['NUL bytes', `${'\0'.repeat(100_000)}\n\0 \0\n`, 2],
    ['a byte order mark alone', '\uFEFF\n', 1],
    ['comments', '#Software: x\n#Fields: a b\n', 2],
    ['a comment at the end without a newline', '# end', 1],
  ])('%s', async (_, text, ignored) => {
    expect(await read(text)).toMatchObject({ requests: [], rejects: [], ignored });
  });

  test('between requests, which keep their line numbers', async () => {
    const { requests, ignored } = await read('\n# from a\n200 /a\n\n\n200 /b\n#\n');
    expect(requests.map(({ line, lines }) => [line, lines])).toEqual([
      [3, 1],
      [6, 1],
    ]);
    expect(ignored).toBe(5);
  });

  test('but a line that the format reads is no comment', async () => {
    const told = await readLane([Buffer.from('# 200\n')], [compileLogFormat('given', '$tag $status')]);
    expect(told).toMatchObject({ requests: [{ line: 1 }], ignored: 0 });
  });
});

describe('a line of a megabyte and more', () => {
  const line = (bytes: number) => `200 /${'x'.repeat(bytes - 5)}`;

  test.each([
    ['with a newline', '\n'],
    ['at the end of the file', ''],
  ])('is read up to exactly 1 MiB, %s', async (_, end) => {
    const told = await read(`200 /a\n${line(MIB)}${end}`);
    expect(told.requests.map(({ fields }) => fields.path?.length)).toEqual([2, MIB - 4]);
    expect(told.rejects).toEqual([]);
  });

  test.each([
    ['with a newline', '\n'],
    ['at the end of the file', ''],
  ])('is rejected with one byte more, %s', async (_, end) => {
    const told = await read(`200 /a\n${line(MIB + 1)}${end}`);
    expect(paths(told)).toEqual(['/a']);
    expect(told.rejects).toMatchObject([{ line: 2, byteOffset: 7, reason: 'is longer than 1 MiB' }]);
    expect(told.rejects[0]!.text.length).toBe(MIB);
  });

  test.each([1000, 65_536, MIB, 16 * MIB])(
    'of 10 MB in chunks of %d is rejected, and what follows is read',
    async (size) => {
      const log = Buffer.from(`200 /a\n${line(10 * MIB)}\n200 /b\nnonsense\n200 /c\n`);
      const chunks = Array.from({ length: Math.ceil(log.length / size) }, (_, i) =>
        log.subarray(i * size, (i + 1) * size),
      );
      const told = await readLane(chunks, FORMATS);
      expectAccounts(told, log);
      expect(paths(told)).toEqual(['/a', '/b', '/c']);
      expect(told.rejects).toMatchObject([
        { line: 2, byteOffset: 7, reason: 'is longer than 1 MiB' },
        { line: 4, byteOffset: 7 + 10 * MIB + 8, reason: 'does not fit at $status', text: 'nonsense' },
      ]);
    },
  );

  test('several in a row, also cut within a character', async () => {
    const told = await read(`200 /${'€'.repeat(MIB)}\n${line(2 * MIB)}\n${line(MIB + 2)}\r\n200 /a\n`);
    expect(told.rejects.map((rejected) => rejected.line)).toEqual([1, 2, 3]);
    expect(told.requests.map((request) => request.line)).toEqual([4]);
  });
});
