import { ACTIONS, BOUNDS, CONFIDENCES, CONTENTS } from '../../src/record/vocabulary.js';
import { RUNGS } from '../../src/report/types.js';

/** A test of one value, the shape of an object with exactly these keys, or that of each element of a list. */
type Shape = ((value: unknown) => boolean) | readonly [Shape] | { readonly [key: string]: Shape };

const text = (value: unknown) => typeof value === 'string';
const number = (value: unknown) => typeof value === 'number' && Number.isFinite(value) && value >= 0;
const finite = (value: unknown) => Number.isFinite(value);
const count = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
const flag = (value: unknown) => typeof value === 'boolean';
const oneOf = (words: readonly string[]) => (value: unknown) => words.includes(value as string);
const orNull = (shape: Shape) => (value: unknown) => value === null || misfits(value, shape, '').length === 0;
const countsOf = (names: RegExp) => (value: unknown) =>
  typeof value === 'object' && value !== null && Object.entries(value).every(([key, n]) => names.test(key) && count(n));
const time = (pattern: RegExp) => (value: unknown) =>
  typeof value === 'string' && pattern.test(value) && !Number.isNaN(Date.parse(value));

const instant = orNull(time(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/));
const statuses = countsOf(/^(?:[1-5]xx|none)$/);
const servers = { nginx: count, cache: count, app: count, unknown: count };
const seconds = orNull({ sum: number, mean: number, p50: number, p90: number, p95: number, p99: number, max: number });
const counted = [{ name: text, requests: count }] as const;
const lines = { lines: count, parsed: count, rejected: count, ignored: count };

/** The JSON report, key by key. Keys may be added; none goes and none changes its meaning. */
export const REPORT: Shape = {
  schema: oneOf(['logsplit.report/1']),
  input: {
    files: [{ path: text, format: text, logFormat: orNull(text), formatOrigin: text, ...lines, fault: orNull(text) }],
    cpu: [
      {
        path: text,
        format: text,
        what: text,
        scope: oneOf(['app', 'host']),
        unit: text,
        cores: orNull(count),
        lines: count,
        used: count,
        ignored: count,
        rejected: count,
        samples: count,
        stepSeconds: number,
        zoneSeconds: orNull(finite),
        clockSeconds: orNull(finite),
        fault: orNull(text),
      },
    ],
    ...lines,
    excluded: count,
    forgotten: count,
    filters: [text],
    anonymized: flag,
    rejectReasons: countsOf(/./),
    rejectedLines: [{ path: text, line: count, byteOffset: count, reason: text, sample: text }],
    firstTime: instant,
    lastTime: instant,
  },
  totals: {
    requests: count,
    bytes: count,
    static: count,
    dynamic: count,
    servedBy: servers,
    appSeconds: orNull(number),
    requestSeconds: orNull(number),
    status: statuses,
    requestTime: seconds,
    upstreamTime: seconds,
    queueing: orNull({
      workers: orNull(count),
      found: oneOf(['reported', 'given', 'searched']),
      seconds: number,
      share: number,
    }),
    clients: count,
    malformed: count,
    leak: { requests: count, bytes: count, appSeconds: orNull(number) },
  },
  routes: [
    {
      method: orNull(text),
      host: orNull(text),
      route: text,
      kind: oneOf(CONTENTS),
      servedBy: servers,
      requests: count,
      bytes: count,
      appBytes: count,
      status: statuses,
      requestTime: seconds,
      upstreamTime: seconds,
      queuedSeconds: orNull(number),
      bound: oneOf(BOUNDS),
      confidence: oneOf(CONFIDENCES),
      why: text,
      cpuMs: orNull(number),
      cpuShare: orNull((value) => number(value) && (value as number) <= 1),
      evidence: [{ rung: oneOf(RUNGS), says: oneOf([...BOUNDS, 'refused']), detail: text }],
    },
  ],
  recommendations: [
    {
      id: text,
      action: oneOf(ACTIONS),
      target: text,
      routes: [text],
      saving: {
        requests: count,
        bytes: count,
        appSeconds: orNull(number),
        low: orNull(number),
        high: orNull(number),
        share: orNull(number),
      },
      confidence: oneOf(CONFIDENCES),
      why: text,
      how: text,
    },
  ],
  agents: {
    logged: flag,
    bots: { requests: count, appSeconds: orNull(number), names: counted },
    browsers: counted,
    systems: counted,
    devices: counted,
  },
  timeline: {
    bucketSeconds: count,
    buckets: [
      { time: time(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/), requests: count, errors: count, appSeconds: orNull(number) },
    ],
  },
};

/** Where a value is not of the shape: a path each, such as ".routes[3].cpuMs". */
export function misfits(value: unknown, shape: Shape, path: string): string[] {
  if (typeof shape === 'function') return shape(value) ? [] : [`${path} is ${JSON.stringify(value)}`];
  if (isList(shape)) {
    if (!Array.isArray(value)) return [`${path} is no list`];
    return value.flatMap((element, i) => misfits(element, shape[0], `${path}[${i}]`));
  }
  if (typeof value !== 'object' || value === null) return [`${path} is no object`];
  const known = Object.keys(shape);
  return [
    ...Object.keys(value).flatMap((key) => (known.includes(key) ? [] : [`${path}.${key} is not in the contract`])),
    ...known.flatMap((key) => misfits((value as Record<string, unknown>)[key], shape[key]!, `${path}.${key}`)),
  ];
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}
