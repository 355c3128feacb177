import { fit as fitText } from '../../render/clean.js';
import { count } from '../../render/units.js';
import type { Report, TimeBucket } from '../../report/types.js';
import { blockChart, resample } from '../chart.js';
import { type Line, span } from '../line.js';
import { duration, GLYPHS, type Look, type Tone } from '../look.js';
import { rangeLabel, sliceSpan } from '../range.js';
import { timeLabel } from '../span-of-time.js';
import type { State, TimeRange } from '../state.js';

const LABEL_COLUMNS = 14;
const MOST_ROWS = 7;

interface Series {
  readonly label: string;
  readonly tone: Tone;
  readonly values: readonly number[];
  readonly peak: string;
}

/** Lines that the timeline can use well. */
export function timelineLimits({ report }: State): { least: number; most: number } {
  const n = series(report.timeline, { palette: 'none', charset: 'ascii' }).length;
  return n === 0 ? { least: 1, most: 1 } : { least: n + 1, most: n * MOST_ROWS + 1 };
}

/** Requests, application time and errors over time, one above the other, each scaled to its own peak. */
export function timelineLines(state: State, columns: number, rows: number): Line[] {
  const {
    report: { timeline },
    look,
  } = state;
  const all = series(timeline, look);
  if (all.length === 0) return [[span('No times in the log: no timeline.', 'dim')]];
  const shown = all.slice(0, Math.max(1, rows - 1));
  const chartColumns = Math.max(1, columns - LABEL_COLUMNS);
  const free = rows - 1;
  const lines = shown.flatMap((one, i) => {
    const height = Math.floor(free / shown.length) + (i < free % shown.length ? 1 : 0);
    return chartLines(one, Math.max(1, height), chartColumns, look);
  });
  const last =
    state.range === null
      ? axis(timeline.buckets, timeline.bucketSeconds, chartColumns, look)
      : chosen(state, state.range, chartColumns);
  return [...lines, last];
}

function series({ buckets, bucketSeconds }: Report['timeline'], look: Look): Series[] {
  if (buckets.length === 0) return [];
  const of = (
    label: string,
    tone: Tone,
    valueIn: (bucket: TimeBucket) => number,
    show: (n: number) => string,
  ): Series => {
    const values = buckets.map(valueIn);
    return { label, tone, values, peak: show(values.reduce((most, value) => Math.max(most, value), 0)) };
  };
  const requests = of('requests/s', 'accent', (bucket) => bucket.requests / bucketSeconds, rate);
  const app = of(
    'app time',
    'warn',
    (bucket) => bucket.appSeconds ?? 0,
    (n) => duration(n, look),
  );
  const errors = of('errors', 'bad', (bucket) => bucket.errors, count);
  const hasTimes = buckets.some(({ appSeconds }) => appSeconds !== null);
  return [requests, ...(hasTimes ? [app] : []), ...(errors.values.some((n) => n > 0) ? [errors] : [])];
}

/** The label stands beside the chart's top line, its peak below it where there is a second one. */
function chartLines({ label, tone, values, peak }: Series, rows: number, columns: number, look: Look): Line[] {
  const charts = blockChart(resample(values, columns), rows, look.charset);
  return charts.map((chart, row) => {
    const name = rows === 1 ? `${SHORT[label] ?? label} ${peak}` : ([label, `peak ${peak}`][row] ?? '');
    return [span(fitText(name, LABEL_COLUMNS, look), row === 1 ? 'plain' : 'dim'), span(chart, tone)];
  });
}

const SHORT: Record<string, string> = { 'requests/s': 'req/s', 'app time': 'app', errors: 'err' };

/** In place of the axis while a time is chosen: which columns it takes, and what it is. */
function chosen(state: State, range: TimeRange, columns: number): Line {
  const { look } = state;
  const n = state.report.timeline.buckets.length;
  const [first, last] = sliceSpan(range);
  const from = Math.floor((first * columns) / n);
  const to = Math.max(from + 1, Math.ceil(((last + 1) * columns) / n));
  const mark = GLYPHS[look.charset].segments[0] ?? '#';
  const label = ` ${rangeLabel(state) ?? ''} `;
  const bars: Line = [span(' '.repeat(from)), span(mark.repeat(to - from), 'warn')];
  const isLeft = to + label.length > columns;
  // The day goes first where there is no room for it.
  const short = label.replace(/^ \d\d-\d\d/, '');
  return isLeft
    ? [
        span(' '.repeat(LABEL_COLUMNS)),
        span((label.length > from ? short : label).padStart(from).slice(-from || undefined), 'strong'),
        span(mark.repeat(to - from), 'warn'),
      ]
    : [span(' '.repeat(LABEL_COLUMNS)), ...bars, span(label, 'strong')];
}

/** A second's requests: few have decimals. */
function rate(perS: number): string {
  return perS >= 100 ? count(Math.round(perS)) : perS.toFixed(perS >= 10 ? 0 : perS >= 1 ? 1 : 2);
}

function axis(buckets: readonly TimeBucket[], bucketSeconds: number, columns: number, look: Look): Line {
  const first = buckets[0]?.time ?? '';
  const last = buckets.at(-1)?.time ?? '';
  const isWithDay = first.slice(0, 10) !== last.slice(0, 10);
  const left = timeLabel(first, isWithDay, look);
  const right = timeLabel(last, isWithDay, look);
  const step = `peak per ${duration(bucketSeconds, look).replace(/ 00 [sm]$|\.0(?= )/, '')}`;
  const middle = columns - left.length - right.length;
  const centre =
    step.length + 2 <= middle
      ? step.padStart(Math.floor((middle + step.length) / 2)).padEnd(middle)
      : ' '.repeat(Math.max(0, middle));
  return [span(' '.repeat(LABEL_COLUMNS)), span(fitText(`${left}${centre}${right}`, columns, look), 'dim')];
}
