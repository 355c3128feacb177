import { emptyRequest } from '../../record/request-fields.js';
import type { Format, LineParser } from '../format.js';
import { utc } from './positional.js';
import type { Preset } from './preset.js';
import { type Dialect, dayOf, dialectOf, FieldList } from './w3c-fields.js';

const DIRECTIVE = /^#(Fields|Software|Date|Start-Date):\s*(.*)$/;
const VALUE = /"((?:[^"]|"")*)"|\S+/g;

/**
 * A log in the extended format, whose #Fields directives say what follows, also in the middle of a file.
 * @param fields those of lines ahead of any directive; null: such lines are not of this format
 */
function extendedFormat(name: string, sample: readonly string[], fields: readonly string[] | null): Format {
  let software = '';
  let midnightUs: number | null = null;
  let list = fields === null ? null : new FieldList(fields, dialectOf(software, fields));
  const direct = (line: string): boolean => {
    const m = DIRECTIVE.exec(line);
    if (m === null) return false;
    const [, directive, value] = m as unknown as [string, string, string];
    if (directive === 'Software') software = value;
    else if (directive === 'Fields') {
      const names = value.trim().split(/\s+/);
      const dialect = dialectOf(software, names);
      // A server writes its directives again with each start.
      if (list === null || !list.isOf(names, dialect)) list = new FieldList(names, dialect);
    } else midnightUs = dayOf(value) ?? midnightUs;
    return true;
  };
  const parse: LineParser = (line, into) => {
    if (line.startsWith('#') && direct(line)) return 'is a directive';
    return list === null ? 'has no #Fields ahead of it' : list.read(valuesOf(line), into, midnightUs);
  };
  // A log that is read on from its middle begins with what its sample said.
  for (const line of sample) if (line.startsWith('#')) parse(line, emptyRequest());
  return {
    name,
    logFormat: null,
    linesPerRecord: 1,
    timeResolutionS: 1,
    fields: (list as FieldList | null)?.meanings ?? [],
    layout: null,
    extended: { current: () => list?.extended ?? null },
    parse,
  };
}

// Tabs part values that hold blanks; otherwise such a value stands in quotes, doubled inside.
function valuesOf(line: string): string[] {
  if (line.includes('\t') && !line.includes('"')) return line.split('\t').map((value) => value.trim());
  return Array.from(line.matchAll(VALUE), ([all, quoted]) =>
    quoted === undefined ? all : quoted.replaceAll('""', '"'),
  );
}

const CLOUDFRONT_FIELDS =
  'date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start sc-range-end';

/** The header lines of a sample whose log is of this dialect, or none. */
function headersOf(sample: readonly string[], dialect: (of: Dialect) => boolean): readonly string[] {
  const fields =
    sample
      .find((line) => line.startsWith('#Fields:'))
      ?.slice('#Fields:'.length)
      .trim()
      .split(/\s+/) ?? [];
  return dialect(dialectOf('', fields)) ? sample : [];
}

const CLOUDFRONT: Preset = {
  name: 'cloudfront',
  writer: "Amazon CloudFront's standard logs, with their header lines or without",
  source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html',
  requestTime: 'time-taken, s',
  upstreamTime: null,
  logFormat: null,
  examples: [
    {
      line: '2024-03-12\t15:22:28\tCDG50-P2\t703\t1.2.3.4\tGET\td6rcaj0q1hys9.cloudfront.net\t/testseb\t400\t-\tcurl/7.81.0\tquery_param=42\t-\tError\t375WZmnR4hhhnlZKNn0D_LvkWhAqvWvBsUqySq8f_GOoAPP3k8R8fw==\thub-cdn.crowdsec.net\thttps\t62\t0.113\t-\tTLSv1.3\tTLS_AES_128_GCM_SHA256\tError\tHTTP/2.0\t-\t-\t51754\t0.113\tError\ttext/plain;%20charset=utf-8\t20\t-\t-',
      fields: {
        endedAtUs: utc('2024-03-12T15:22:28Z'),
        client: '1.2.3.4',
        host: 'hub-cdn.crowdsec.net',
        method: 'GET',
        path: '/testseb',
        query: 'query_param=42',
        protocol: 'HTTP/2.0',
        status: 400,
        bytes: 703,
        requestBytes: 62,
        agent: 'curl/7.81.0',
        requestS: 0.113,
        contentType: 'text/plain; charset=utf-8',
      },
    },
    {
      line: '2019-12-04\t21:02:31\tLAX1\t392\t192.0.2.100\tGET\td111111abcdef8.cloudfront.net\t/index.html\t200\t-\tMozilla/5.0%20(Windows%20NT%2010.0;%20Win64;%20x64)%20AppleWebKit/537.36%20(KHTML,%20like%20Gecko)%20Chrome/78.0.3904.108%20Safari/537.36\t-\t-\tHit\tSOX4xwn4XV6Q4rgb7XiVGOHms_BGlTAC4KyHmureZmBNrjGdRLiNIQ==\td111111abcdef8.cloudfront.net\thttps\t23\t0.001\t-\tTLSv1.2\tECDHE-RSA-AES128-GCM-SHA256\tHit\tHTTP/2.0\t-\t-\t11040\t0.001\tHit\ttext/html\t78\t-\t-',
      fields: {
        endedAtUs: utc('2019-12-04T21:02:31Z'),
        client: '192.0.2.100',
        host: 'd111111abcdef8.cloudfront.net',
        method: 'GET',
        path: '/index.html',
        protocol: 'HTTP/2.0',
        status: 200,
        bytes: 392,
        requestBytes: 23,
        agent:
          'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/78.0.3904.108 Safari/537.36',
        requestS: 0.001,
        cacheStatus: 'HIT',
        upstreamAsked: false,
        contentType: 'text/html',
      },
    },
  ],
  compile: (sample) =>
    extendedFormat(
      'cloudfront',
      headersOf(sample, (of) => of === 'cloudfront'),
      CLOUDFRONT_FIELDS.split(' '),
    ),
};

const W3C: Preset = {
  name: 'w3c',
  writer: 'W3C extended log files by their #Fields, as IIS writes them; times without a zone are taken as UTC',
  source: 'https://learn.microsoft.com/en-us/windows/win32/http/w3c-logging',
  requestTime: 'time-taken, ms where IIS writes it; otherwise its unit is not known and it is not read',
  upstreamTime: null,
  logFormat: null,
  header: [
    '#Software: Microsoft Internet Information Services 8.5',
    '#Version: 1.0',
    '#Date: 2015-01-13 00:32:17',
    '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status sc-bytes cs-bytes time-taken',
  ],
  examples: [
    {
      line: '2015-01-13 00:32:17 100.79.192.81 GET /robots.txt - 80 - 157.55.39.146 Mozilla/5.0+(compatible;+bingbot/2.0;++http://www.bing.com/bingbot.htm) - 404 0 2 1405 242 283',
      fields: {
        endedAtUs: utc('2015-01-13T00:32:17Z'),
        client: '157.55.39.146',
        method: 'GET',
        path: '/robots.txt',
        status: 404,
        bytes: 1405,
        requestBytes: 242,
        agent: 'Mozilla/5.0 (compatible; bingbot/2.0;  http://www.bing.com/bingbot.htm)',
        requestS: 0.283,
      },
    },
  ],
  compile: (sample) =>
    extendedFormat(
      'w3c',
      headersOf(sample, (of) => of !== 'cloudfront'),
      null,
    ),
};

/** Formats whose header lines name their fields. */
export const EXTENDED_PRESETS: readonly Preset[] = [W3C, CLOUDFRONT];
