import { describe, expect, test } from 'vitest';
import { compileLogFormat } from '../../src/format/compile.js';
import type { Format } from '../../src/format/format.js';
import { behind, PREFIXES } from '../../src/format/prefixes.js';
import { expectAccounts, readLane, type Told } from './support/lane.js';

const ONE = compileLogFormat('one', '$status $uri');
const TWO = compileLogFormat('two', '$request_method $uri\n  took $request_time');
const THREE = compileLogFormat('three', 'begin $uri\n\nend $status');

async function read(log: string, ...formats: Format[]): Promise<Told> {
  const told = await readLane([Buffer.from(log)], formats);
  expectAccounts(told, Buffer.from(log));
  return told;
}

const requestsOf = (told: Told) => told.requests.map(({ line, lines, fields }) => [line, lines, fields.path]);
const rejectsOf = (told: Told) => told.rejects.map(({ line, byteOffset, reason }) => [line, byteOffset, reason]);

test('parts of a line that a container broke off are ignored: the part that ends it brings the request', async () => {
  const cri = behind(PREFIXES.find(({ name }) => name === 'cri')!, ONE);
  const time = '2026-11-23T09:59:24.123456789Z stdout';
  for (const formats of [[cri], [ONE, cri]]) {
    const told = await read(`${time} P 200 /lo\n${time} P ng/pa\n${time} F th\n${time} F 404 /b\n`, ...formats);
    expect(requestsOf(told)).toEqual([
      [3, 1, '/long/path'],
      [4, 1, '/b'],
    ]);
    expect([told.ignored, told.rejects]).toEqual([2, []]);
  }
});

describe('a line that fits no format is rejected once, with its number, its place and the reason', () => {
  test('of the first format', async () => {
    const told = await read('200 /a\n\nnonsense\nOK /b\n200 no\n', ONE, compileLogFormat('other', '"$request"'));
    expect(requestsOf(told)).toEqual([
      [1, 1, '/a'],
      [5, 1, 'no'],
    ]);
    expect(told.rejects).toEqual([
      { line: 3, byteOffset: 8, reason: 'does not fit at $status', text: 'nonsense' },
      { line: 4, byteOffset: 17, reason: 'does not fit at $status', text: 'OK /b' },
    ]);
  });

  test('with the bytes of lines before it counted, not their characters', async () => {
    const told = await read('200 /café🐍\r\nnonsense\r\n', ONE);
    expect(rejectsOf(told)).toEqual([[2, 16, 'does not fit at $status']]);
    expect(told.rejects[0]!.text).toBe('nonsense');
  });

  test('a line of an error log is called one', async () => {
    const nginx = '2026/11/23 09:59:24 [error] 31#31: *7 connect() failed (111: Connection refused)';
    const apache = '[Mon Nov 23 09:59:24.123456 2026] [proxy:error] [pid 9] (111)Connection refused';
    expect(rejectsOf(await read(`200 /a\n${nginx}\n${apache}\nother\n`, ONE))).toEqual([
      [2, 7, 'is a line of an error log'],
      [3, 7 + nginx.length + 1, 'is a line of an error log'],
      [4, 7 + nginx.length + apache.length + 2, 'does not fit at $status'],
    ]);
  });

  test('a line that another format reads is a request', async () => {
    const told = await read('GET /b\n200 /a\n', ONE, compileLogFormat('other', '$request_method $uri'));
    expect(requestsOf(told)).toEqual([
      [1, 1, '/b'],
      [2, 1, '/a'],
    ]);
  });

  test('nothing of a line that was tried first stands in the next', async () => {
    const told = await read('200 /a 0.5\n404 /b -\n', compileLogFormat('given', '$status $uri $request_time'));
    expect(told.requests.map(({ fields }) => fields.requestS)).toEqual([0.5, null]);
  });

  test('without any format every line is rejected', async () => {
    const told = await read('200 /a\n\n# x\n');
    expect(told.requests).toEqual([]);
    expect(told).toMatchObject({ ignored: 2, rejects: [{ line: 1, byteOffset: 0 }] });
  });
});

describe('a record of several lines', () => {
  test('is one request, with the number of its first line', async () => {
    const told = await read('GET /a\n  took 0.100\nGET /b\n  took 0.200\n', TWO);
    expect(requestsOf(told)).toEqual([
      [1, 2, '/a'],
      [3, 2, '/b'],
    ]);
    expect(told.requests.map(({ fields }) => fields.requestS)).toEqual([0.1, 0.2]);
  });

  test('may hold blank lines', async () => {
    expect(requestsOf(await read('begin /a\n\nend 200\nbegin /b\n\nend 404\n', THREE))).toEqual([
      [1, 3, '/a'],
      [4, 3, '/b'],
    ]);
  });

  test('is read with CRLF too', async () => {
    expect(requestsOf(await read('GET /a\r\n  took 0.100\r\n', TWO))).toEqual([[1, 2, '/a']]);
  });

  test.each<[about: string, log: string, requests: unknown[], rejected: number[]]>([
    ['without its second line', 'GET /a\nGET /b\n  took 0.200\n', [[2, 2, '/b']], [1]],
    [
      'without its first line',
      'GET /a\n  took 0.100\n  took 0.300\nGET /b\n  took 0.200\n',
      [
        [1, 2, '/a'],
        [4, 2, '/b'],
      ],
      [3],
    ],
    ['with a line too many', 'GET /a\noops\n  took 0.100\nGET /b\n  took 0.200\n', [[4, 2, '/b']], [1, 2, 3]],
    ['with a value that does not fit', 'GET /a\n  took long\nGET /b\n  took 0.200\n', [[3, 2, '/b']], [1, 2]],
    ['cut off at the end', 'GET /b\n  took 0.200\nGET /a\n', [[1, 2, '/b']], [3]],
    ['that is all there is', 'GET /a', [], [1]],
  ])('%s is rejected line by line, and the next is read', async (_, log, requests, rejected) => {
    const told = await read(log, TWO);
    expect(requestsOf(told)).toEqual(requests);
    expect(told.rejects.map(({ line }) => line)).toEqual(rejected);
    expect(told.rejects.every(({ reason }) => reason === 'is part of an incomplete record')).toBe(true);
  });

  test('is not put together across a line that is too long', async () => {
    const told = await read(`GET /a\n${'x'.repeat((1 << 20) + 1)}\n  took 0.100\nGET /b\n  took 0.200\n`, TWO);
    expect(requestsOf(told)).toEqual([[4, 2, '/b']]);
    expect(told.rejects.map(({ line, reason }) => [line, reason])).toEqual([
      [1, 'is part of an incomplete record'],
      [2, 'is longer than 1 MiB'],
      [3, 'is part of an incomplete record'],
    ]);
  });

  test('stands beside records of one line and of three', async () => {
    const log = '200 /a\nGET /b\n  took 0.200\n404 /c\nbegin /d\n\nend 200\n\n500 /e\n';
    const told = await read(log, THREE, TWO, ONE);
    expect(requestsOf(told)).toEqual([
      [1, 1, '/a'],
      [2, 2, '/b'],
      [4, 1, '/c'],
      [5, 3, '/d'],
      [9, 1, '/e'],
    ]);
    expect(told.ignored).toBe(1);
  });
});
