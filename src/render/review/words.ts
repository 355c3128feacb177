import type {
  FindingKind,
  Forecast,
  HostChange,
  Load,
  Parts,
  PeriodInfo,
  Review,
  Saturation,
} from '../../review/types.js';
import { bytes, count, percent, seconds } from '../units.js';

export const KIND_WORDS: Record<FindingKind, string> = {
  regression: 'worse',
  improvement: 'better',
  traffic: 'traffic',
  new: 'new',
  gone: 'gone',
};

/** A change from one value to another, with its sign: +12.3%; a dash where there was nothing before. */
export function changeWords(before: number | null, after: number | null): string {
  if (before === null || after === null || before === 0) return '-';
  return signed(after / before - 1, percent);
}

/** With its sign. */
export function signed(value: number, shown: (value: number) => string): string {
  return `${value < 0 ? '-' : '+'}${shown(Math.abs(value))}`;
}

/** One figure of the whole before and after. */
export interface TotalLine {
  label: string;
  before: number | null;
  after: number | null;
  sameMix: number | null;
  shown: (value: number) => string;
  /** A change of a share is told by both, not by their ratio. */
  isShare: boolean;
}

const SHOWN = { count, seconds, share: percent, bytes } as const;

/** What the whole, or a host, amounts to. */
export function totalLines({ before, after, sameMix }: HostChange): TotalLine[] {
  const line = (
    label: string,
    kind: keyof typeof SHOWN,
    of: (side: HostChange['before']) => number | null,
  ): TotalLine => ({
    label,
    shown: SHOWN[kind],
    isShare: kind === 'share',
    before: of(before),
    after: of(after),
    sameMix: null,
  });
  const isTold = [before, after].some(({ servedBy }) => servedBy.nginx + servedBy.cache + servedBy.app > 0);
  const percentile = (name: 'p50' | 'p95' | 'p99'): TotalLine => ({
    ...line(name, 'seconds', ({ latency }) => latency?.[name] ?? null),
    sameMix: sameMix?.[name] ?? null,
  });
  return [
    line('requests', 'count', ({ requests }) => requests),
    line('bytes', 'bytes', ({ bytes }) => bytes),
    ...(before.appSeconds === null && after.appSeconds === null
      ? []
      : [line('application time', 'seconds', ({ appSeconds }) => appSeconds)]),
    ...(before.latency === null && after.latency === null
      ? []
      : [percentile('p50'), percentile('p95'), percentile('p99')]),
    line('server errors', 'share', ({ errors, requests }) => errors / requests),
    line('refused (4xx)', 'share', ({ refused, requests }) => refused / requests),
    ...(isTold
      ? (['app', 'cache', 'nginx'] as const).map((server) =>
          line(SERVED[server], 'share', ({ servedBy, requests }) => servedBy[server] / requests),
        )
      : []),
  ];
}

const SERVED = { app: 'by the application', cache: 'by a cache', nginx: 'by nginx itself' } as const;

/** What the application time changed by, and why, in a sentence. */
export function partsWords({ before, after, ...parts }: Parts): string {
  const named: [number, string][] = [
    [parts.requests, parts.requests < 0 ? 'fewer requests' : 'more requests'],
    [parts.mix, 'another mix of routes'],
    [parts.reach, parts.reach < 0 ? 'fewer of them reach the application' : 'more of them reach the application'],
    [parts.speed, parts.speed < 0 ? 'faster answers' : 'slower answers'],
    [parts.new, 'new routes'],
    [parts.gone, 'routes that are gone'],
  ];
  const told = named
    // What rounds to nothing beside the whole is nothing.
    .filter(([value]) => Math.abs(value) >= 0.001 * Math.max(before, after))
    .sort(([a], [b]) => Math.abs(b) - Math.abs(a))
    .map(([value, name]) => `${signed(value, seconds)} ${name}`);
  const sum = `Application time: ${seconds(before)} before, ${seconds(after)} now (${changeWords(before, after)})`;
  return told.length === 0 ? `${sum}.` : `${sum}: ${told.join(', ')}.`;
}

/** How sure the findings are. */
export function testsWords({ tests, further, findings }: Review): string {
  if (tests.count === 0) return 'Nothing could be tested.';
  const none = findings.length === 0 ? 'Nothing changed by more than days and weeks differ anyway. ' : '';
  const earlier =
    further.length === 0
      ? ''
      : ` How much days differ was seen in ${further.length} further period${further.length === 1 ? '' : 's'}.`;
  return `${none}${tests.count} comparisons were made, by day; where nothing changed, the chance of any false alarm among them is at most ${percent(tests.alpha)}.${earlier}`;
}

/** How busy the application is. */
export function loadWords(load: Load | null): string {
  if (load === null) return 'The log has no upstream times: nothing tells how busy the application is.';
  const { workers, mean, peak, peakHour, peakRequests, utilisation, headroom } = load;
  const law = `By Little's law ${number(mean)} requests are in work on average, and ${number(peak)} in the busiest hour, from ${minute(peakHour)} on with ${count(peakRequests)} requests.`;
  if (workers === null || utilisation === null || headroom === null) {
    return law;
  }
  const room =
    headroom >= 1
      ? `the peak can grow to ${headroom.toFixed(1)} times what it is until they are 70% busy`
      : 'they are more than 70% busy, where queues grow quickly';
  return `${law} That is ${percent(utilisation)} of ${workers} workers: ${room}.`;
}

/** What comes, in sentences. */
export function forecastWords({ weeks, growth, saturation, notes }: Forecast): string[] {
  const grows =
    growth === null
      ? []
      : [
          `Requests grow by ${signed(growth.weekly, percent)} a week (95%: ${signed(growth.low, percent)} to ${signed(growth.high, percent)}), by ${weeks} whole weeks.`,
        ];
  return [...grows, ...saturation.map(saturationWords), ...notes];
}

function saturationWords({ share, weeks, earliest, latest }: Saturation): string {
  const state = share === 1 ? 'All workers are busy at the peak' : `The peak takes ${percent(share)} of the workers`;
  if (weeks === 0) return `${state} already.`;
  if (earliest === null) return `${state} not within ten years.`;
  const when = weeks === null ? 'not within ten years' : `in ${inWeeks(weeks)}`;
  const upTo = latest === null ? 'or later, or never' : `to ${inWeeks(latest)}`;
  return `${state} ${when} (95%: ${inWeeks(earliest)} ${upTo}), at today's cost a request.`;
}

function inWeeks(weeks: number): string {
  if (weeks < 1) return 'less than a week';
  const whole = Math.round(weeks);
  return whole === 1 ? '1 week' : `${whole} weeks`;
}

/** A mean number of requests in work: 0.0042, 1.3, 27, 140. */
export function number(n: number): string {
  return n >= 100 ? count(n) : String(Number(n.toPrecision(2)));
}

/** The days of a period: 2026-11-09 to 2026-11-15. */
export function daysWords({ from, until }: PeriodInfo, zone: string): string {
  const date = (ms: number): string =>
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(ms);
  // The last moment, not the first one behind it.
  return `${date(Date.parse(from))} to ${date(Date.parse(until) - 1)}`;
}

/** 2026-11-09 14:00 UTC. */
function minute(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}
