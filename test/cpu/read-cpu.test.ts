import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { CPU_FORMATS, readCpu } from '../../src/cpu/read-cpu.js';
import type { CpuSeries } from '../../src/cpu/series.js';
import { UserError } from '../../src/errors.js';

const sample = (name: string): string => fileURLToPath(new URL(`samples/${name}`, import.meta.url));
const read = (spec: string, cores: number | null = null): Promise<CpuSeries> => readCpu(spec, cores, Readable.from([]));

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'logsplit-cpu-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function file(content: string | Buffer, name = 'cpu.txt'): string {
  const path = join(dir, name);
  writeFileSync(path, content);
  return path;
}

/** CPU seconds of each stretch, to the millisecond. */
const cpu = ({ cpuS }: CpuSeries): number[] => Array.from(cpuS, (s) => Math.round(s * 1e3) / 1e3);
const ends = ({ toS }: CpuSeries): string[] => Array.from(toS, (s) => new Date(s * 1e3).toISOString().slice(0, 19));

/** What the samples hold: two cores that are never idle, or an application of two processes. */
const EXPECTED: Record<string, Partial<CpuSeries> & { busy: number[]; cores?: number; told?: number }> = {
  'sar.txt': {
    format: 'sar',
    scope: 'host',
    unit: '%all',
    isZoneKnown: false,
    cores: 2,
    busy: [1.99, 1.99, 1.98, 1.98, 1.97],
  },
  'sar-all.txt': {
    format: 'sar',
    scope: 'host',
    unit: '%all',
    isZoneKnown: false,
    cores: 2,
    busy: [1.99, 1.99, 1.98, 1.98, 1.97],
  },
  'sar-p.txt': {
    format: 'sar',
    scope: 'host',
    unit: '%all',
    isZoneKnown: false,
    cores: 2,
    busy: [1.99, 1.99, 1.98, 1.98],
  },
  'sar-every-activity.txt': {
    format: 'sar',
    scope: 'host',
    unit: '%all',
    cores: 2,
    busy: [1.99, 1.99, 1.98, 1.98, 1.97],
  },
  'sadf.txt': {
    format: 'sadf',
    scope: 'host',
    unit: '%all',
    isZoneKnown: true,
    told: 2,
    busy: [1.99, 1.99, 1.98, 1.98, 1.97],
  },
  'sadf-p.txt': {
    format: 'sadf',
    scope: 'host',
    unit: '%all',
    isZoneKnown: true,
    told: 2,
    busy: [1.99, 1.99, 1.98, 1.98, 1.97],
  },
  'sadf-local.txt': {
    format: 'sadf',
    scope: 'host',
    isZoneKnown: false,
    told: 2,
    busy: [1.99, 1.99, 1.98, 1.98, 1.97],
  },
  'vmstat.txt': { format: 'vmstat', scope: 'host', unit: '%all', isZoneKnown: true, told: 2, busy: [2, 2, 1.98, 1.98] },
  'vmstat-wide.txt': {
    format: 'vmstat',
    scope: 'host',
    unit: '%all',
    isZoneKnown: true,
    told: 2,
    busy: [2, 2, 1.98, 1.98],
  },
};

describe('output of the tools themselves', () => {
  test.each(Object.keys(EXPECTED))('%s', async (name) => {
    const { busy, told, cores = told, ...expected } = EXPECTED[name]!;
    const series = await read(sample(name), told ?? null);
    expect(series).toMatchObject({ ...expected, cores, rejected: 0, stepS: 1 });
    expect(series.used + series.ignored).toBe(series.lines);
    expect(series.fromS).toHaveLength(busy.length);
    for (const [i, s] of cpu(series).entries()) expect(Math.abs(s - busy[i]!)).toBeLessThanOrEqual(0.05);
    expect(ends(series)[0]).toMatch(/^2026-11-25T22:40:5[789]$/);
  });

  test.each(['pidstat.txt', 'pidstat-t.txt'])(
    '%s: the processes of the application together, without their threads',
    async (name) => {
      const series = await read(sample(name));
      expect(series).toMatchObject({
        format: 'pidstat',
        scope: 'app',
        unit: '%core',
        cores: 2,
        isZoneKnown: false,
        rejected: 0,
      });
      expect(series.what).toBe('processes gunicorn: worker, python3');
      for (const s of cpu(series)) expect(Math.abs(s - 0.56)).toBeLessThanOrEqual(0.07);
    },
  );

  it('pidstat -h -H has epoch seconds', async () => {
    const series = await read(sample('pidstat-epoch.txt'));
    expect(series.isZoneKnown).toBe(true);
    expect(ends(series)[0]).toBe('2026-11-25T22:40:58');
  });

  it.each([
    ['gunicorn', 'processes gunicorn: worker'],
    ['1328', 'processes 1328'],
    ['1327+1328', 'processes 1327, 1328'],
  ])('pidstat.txt:%s takes those processes alone', async (part, what) => {
    expect((await read(`${sample('pidstat.txt')}:${part}`)).what).toBe(what);
  });

  it('a 12-hour clock, midnight, a restart and its gap', async () => {
    const series = await read(sample('sar-12h-midnight-restart.txt'));
    expect(ends(series)).toEqual([
      '2026-11-25T23:59:58',
      '2026-11-25T23:59:59',
      '2026-11-26T00:00:00',
      '2026-11-26T00:00:07',
      '2026-11-26T00:00:08',
    ]);
    // 4 cores; neither waiting for IO nor what the hypervisor took is work; a gap is no stretch of time.
    expect(cpu(series)).toEqual([0.48, 1, 1.2, 2, 0]);
    expect(series.toS[3]! - series.fromS[3]!).toBe(1);
  });
});

describe('samples of a cgroup', () => {
  it('are differences of a counter; where it began anew there is a gap', async () => {
    const series = await read(sample('cgroup.txt'));
    expect(series).toMatchObject({ format: 'cgroup', scope: 'app', unit: 'total-s', isZoneKnown: true, rejected: 0 });
    expect(cpu(series)).toEqual([0.252, 0.15, 0.2]);
  });

  it('may stand below their times', async () => {
    expect(cpu(await read(sample('cgroup-blocks.txt')))).toEqual([0.252, 0.15]);
  });
});

describe('a Prometheus range query', () => {
  it('has its rates added; what is no number is rejected', async () => {
    const series = await read(sample('prometheus-rates.json'));
    expect(series).toMatchObject({ scope: 'app', unit: 'cores', stepS: 15, lines: 8, used: 7, rejected: 1 });
    expect(cpu(series)).toEqual([11.25, 11.25, 5.625, 11.25]);
  });

  it('has one series chosen by its labels', async () => {
    const series = await read(`${sample('prometheus-rates.json')}:10.0.0.6`);
    expect(cpu(series)).toEqual([7.5, 3.75, 3.75]);
    expect(series.what).toContain('instance="10.0.0.6:8000"');
  });

  it('has its counters counted, idle time left out, and a counter that began anew begun from 0', async () => {
    const series = await read(sample('prometheus-counters.json'));
    expect(series).toMatchObject({ scope: 'host', unit: 'total-s' });
    expect(cpu(series)).toEqual([5, 2]);
  });
});

it('a Prometheus counter that is asked for more often than it is scraped grows over the whole scrape', async () => {
  const values = [100, 100, 100, 103, 103, 103, 109, 109, 109].map((value, i) => [1795646400 + 5 * i, String(value)]);
  const labels = { __name__: 'process_cpu_seconds_total' };
  const answer = {
    data: { resultType: 'matrix', result: [{ metric: labels, values: [...values, [1795646445, '110']] }] },
  };
  const { fromS, toS, cpuS } = await read(file(JSON.stringify(answer), 'steps.json'));
  expect(Array.from(cpuS)).toEqual([3, 6, 1]);
  expect(Array.from(toS, (to, i) => to - fromS[i]!)).toEqual([15, 15, 15]);
});

describe('a table', () => {
  const rows = (line: (i: number) => string): string => Array.from({ length: 5 }, (_, i) => line(i)).join('\n');

  it.each<[string, string, string, Partial<CpuSeries>, number[]]>([
    [
      'TSV with epoch times',
      `t_end\tsys_busy_s\tapp_cpu_s\n${rows((i) => `179564645${i}.5\t1.9\t0.${i}`)}`,
      ':app',
      { unit: 's', scope: 'app', isZoneKnown: true },
      [0, 0.1, 0.2, 0.3, 0.4],
    ],
    [
      'CSV with quoted ISO times',
      `"Time","CPU"\n${rows((i) => `"2026-11-25T10:00:0${i}+01:00","0.${i}"`)}\n`,
      '',
      { unit: 's', isZoneKnown: true },
      [0, 0.1, 0.2, 0.3, 0.4],
    ],
    [
      'local times, semicolons',
      `time;cores\n${rows((i) => `2026-11-25 10:00:${i * 10 + 10};0.${i}`)}`,
      '',
      { unit: 'cores', isZoneKnown: false, stepS: 10 },
      [0, 1, 2, 3, 4],
    ],
    ['no heading', rows((i) => `179564645${i} 0.${i}`), '', { unit: 's' }, [0, 0.1, 0.2, 0.3, 0.4]],
    [
      'a counter',
      `ts,cpu_seconds_total\n${rows((i) => `179564645${i},${100 + i * i}`)}`,
      '',
      { unit: 'total-s' },
      [1, 3, 5, 7],
    ],
    [
      'percent of one core, told',
      `ts,cpu\n${rows((i) => `179564645${i},${i * 30}`)}`,
      ':cpu:%core',
      { unit: '%core' },
      [0, 0.3, 0.6, 0.9, 1.2],
    ],
    [
      'percent beyond 100 is of one core',
      `ts,cpu\n${rows((i) => `179564645${i},${i * 30}%`)}`,
      '',
      { unit: '%core' },
      [0, 0.3, 0.6, 0.9, 1.2],
    ],
  ])('%s', async (_name, text, part, expected, seconds) => {
    const series = await read(`${file(text)}${part}`);
    expect(series).toMatchObject({ format: 'table', rejected: 0, ...expected });
    expect(cpu(series)).toEqual(seconds);
  });

  it('counts every line: used, ignored, rejected', async () => {
    const series = await read(
      file(`# recorded\nts,cpu\n${rows((i) => `179564645${i},0.${i}`)}\n\n1795646456,none\nnoon,0.4\n`),
    );
    expect(series).toMatchObject({ lines: 10, used: 5, ignored: 3, rejected: 2 });
  });

  it('is read packed, in any order, with a value a time', async () => {
    const lines = ['ts,cpu', '1795646453,0.3', '1795646451,0.1', '1795646452,0.2', '1795646452,0.9', '1795646450,0.0'];
    expect(cpu(await read(file(gzipSync(lines.join('\r\n')), 'cpu.csv.gz')))).toEqual([0, 0.1, 0.2, 0.3]);
  });

  it('comes from standard input as -', async () => {
    const stdin = Readable.from([Buffer.from(`ts,a,b\n${rows((i) => `179564645${i},0.${i},7`)}`)]);
    expect(cpu(await readCpu('-:a', null, stdin))).toEqual([0, 0.1, 0.2, 0.3, 0.4]);
  });

  it('may have a colon in its name', async () => {
    expect(cpu(await read(`${file(`ts,a,b\n${rows((i) => `179564645${i},0.${i},7`)}`, 'cpu:1.csv')}:a`))).toHaveLength(
      5,
    );
  });
});

describe('what cannot be used is told in one sentence, with the fix', () => {
  it.each<[string, () => string, RegExp, RegExp]>([
    ['a missing file', () => join(dir, 'none.csv'), /none\.csv does not exist/, /path/],
    ['no times', () => file('a,b\n1,2\n'), /no column holds times/, /sar -u/],
    ['an empty file', () => file(''), /no column holds times/, /sar -u/],
    ['several columns', () => file('t,x,y\n1795646450,1,2\n'), /several columns: x, y/, /--cpu .*:x/],
    ['an unknown column', () => `${file('t,x,y\n1795646450,1,2\n')}:z`, /no column with z.*x, y/, /Name one/],
    ['too few samples', () => file('t,x\n1795646450,1\n'), /holds 1 CPU sample /, /once a second/],
    [
      'percent of what?',
      () => file('t,pct\n1795646450,1\n1795646451,2\n1795646452,3\n'),
      /one core or of all/,
      /%core/,
    ],
    ['percent of how many?', () => sample('vmstat.txt'), /not how many cores/, /--cores/],
    [
      'no such process',
      () => `${sample('pidstat.txt')}:ruby`,
      /no process ruby; it has gunicorn: worker, python3/,
      /PIDs/,
    ],
    ['JSON that is no answer', () => file('{"a": 1}'), /no range query's answer/, /query_range/],
    ['JSON that breaks off', () => file('{"data": {"result": ['), /does not parse/, /query_range/],
    ['no such series', () => `${sample('prometheus-rates.json')}:db`, /no series with db/, /10\.0\.0\.5/],
  ])('%s', async (_name, spec, message, fix) => {
    const error = await read(spec()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).message).toMatch(message);
    expect((error as UserError).fix).toMatch(fix);
  });

  it('more CPU time than all cores have', async () => {
    const error = (await read(file('t,cores\n1795646450,9\n1795646451,9\n1795646452,9\n'), 2).catch(
      (thrown: unknown) => thrown,
    )) as UserError;
    expect(error.message).toMatch(/9\.0 busy cores.*but there are 2/);
    expect(error.fix).toMatch(/unit/);
  });

  it('is never a fault in the program, whatever the bytes', async () => {
    for (const content of [
      '\0\0\0',
      'Linux 6 (x) 99/99/99 _x_ (2 CPU)\n\n10:00:00 CPU %idle\n',
      '# hostname;interval;timestamp;CPU;%idle\na;b;c;-1;d\n',
      'r us sy id x\n 1 2 3\n',
      '{"data":{"result":[{"values":[[1]]}]}}',
      '{"data":{"result":[null]}}',
      'null',
      'usage_usec 12\n',
      'PID %CPU Command\nx y z\n',
    ]) {
      expect(await read(file(content), 2).catch((thrown: unknown) => thrown), content).toBeInstanceOf(UserError);
    }
  });
});

it('every format says who writes it', () => {
  for (const { name, about } of CPU_FORMATS) expect(about, name).toMatch(/\S+ \S+/);
});
