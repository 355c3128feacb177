import { describe, expect, test } from 'vitest';
import { formatChooser } from '../../src/format/choose.js';
import { detectFormat } from '../../src/format/detect.js';
import { PREFIXES } from '../../src/format/prefixes.js';
import { emptyRequest } from '../../src/record/request-fields.js';

const REQUEST = '192.0.2.7 - - [23/Nov/2026:09:39:29 +0000] "GET /a HTTP/1.1" 200 7 "-" "x"';

function pathsOf(lines: readonly string[]): (string | null)[] {
  const { formats } = detectFormat(lines, 'access.log');
  return lines.flatMap((line) => {
    const into = emptyRequest();
    return formats[0]!.parse(line, into) === null ? [into.path] : [];
  });
}

const namesOf = (lines: readonly string[]) => detectFormat(lines, 'access.log').formats.map(({ name }) => name);

describe.each(PREFIXES)('$name', ({ name, source, example, strip }) => {
  test('is told from what stands behind it', () => {
    const { line, rest, endedAtUs } = example;
    expect(strip(line)).toEqual({ rest, endedAtUs });
    expect(strip(REQUEST)).toBeNull();
    expect(source).toMatch(/^https:/);
  });

  test('is taken off a log of a known format', () => {
    const ahead = name === 'json-file' ? null : example.line.slice(0, -example.rest.length);
    const line =
      ahead === null
        ? JSON.stringify({ log: `${REQUEST}\n`, stream: 'stdout', time: '2026-11-23T09:39:29.1Z' })
        : ahead + REQUEST;
    expect(namesOf([line, line])).toEqual([`combined (${name})`]);
    expect(pathsOf([line])).toEqual(['/a']);
  });
});

test('the time of a prefix stands for that of a format that has none', () => {
  const line = '2026-11-23T09:39:29.5Z stdout F INFO:     127.0.0.1:56348 - "GET /a HTTP/1.1" 200 OK';
  const { formats } = detectFormat([line], 'web.log');
  const into = emptyRequest();
  expect(formats[0]!.parse(line, into)).toBeNull();
  expect(formats[0]!.name).toBe('uvicorn (cri)');
  expect(into).toMatchObject({ path: '/a', endedAtUs: Date.parse('2026-11-23T09:39:29.5Z') * 1e3 });
});

test('parts of a line are put together', () => {
  const ahead = '2026-11-23T09:39:29.5Z stdout';
  expect(
    pathsOf([`${ahead} P ${REQUEST.slice(0, 50)}`, `${ahead} F ${REQUEST.slice(50)}`, `${ahead} F ${REQUEST}`]),
  ).toEqual(['/a', '/a']);
});

test('one prefix can stand behind another', () => {
  expect(namesOf([`web-1  | Nov 23 09:39:29 host nginx: ${REQUEST}`])).toEqual(['combined (syslog) (compose)']);
});

test('a log of JSON in a container is read by its keys', () => {
  const line = `caddy-1  | ${JSON.stringify({ time: '2026-11-23T09:39:29Z', uri: '/a', status: 200 })}`;
  expect(namesOf([line])[0]).toMatch(/\(compose\)$/);
  expect(pathsOf([line])).toEqual(['/a']);
});

test('is also taken off where the format is given', () => {
  const line = `<190>Nov 23 09:39:29 host nginx: 192.0.2.7 /a 200`;
  const choose = formatChooser({ name: null, logFormat: '$remote_addr $uri $status', nginxConf: null }, () => {});
  const { formats, origin } = choose('access.log', [line]);
  expect(origin).toBe('given');
  expect(formats[0]!.parse(line, emptyRequest())).toBeNull();
});

test('a line without it, and an error line behind it, are told apart', () => {
  const ahead = 'Nov 23 09:39:29 host nginx: ';
  const [format] = detectFormat([ahead + REQUEST], 'access.log').formats;
  expect(format!.parse(REQUEST, emptyRequest())).toBe('has not the prefix of syslog');
  expect(format!.parse(`${ahead}2026/11/23 09:59:24 [error] 31#31: *7 x`, emptyRequest())).toBe(
    'is a line of an error log',
  );
});
