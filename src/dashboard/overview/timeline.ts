import { fit as fitText } from '../../render/clean.js';
import { count } from '../../render/units.js';
import type { TimeBucket } from '../../report/types.js';
import { blockChart, resample } from '../chart.js';
import { type Line, span } from '../line.js';
import { duration, type Look, type Tone } from '../look.js';
import { timeLabel } from '../span-of-time.js';
import type { State } from '../state.js';

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
  const n = series(report.timeline.buckets, { palette: 'none', charset: 'ascii' }).length;
  return n === 0 ? { least: 1, most: 1 } : { least: n + 1, most: n * MOST_ROWS + 1 };
}

/** Requests, application time and errors over time, one above the other, each scaled to its own peak. */
export function timelineLines({ report: { timeline }, look }: State, columns: number, rows: number): Line[] {
  const all = series(timeline.buckets, look);
  if (all.length === 0) return [[span('No times in the log: no timeline.', 'dim')]];
  const shown = all.slice(0, Math.max(1, rows - 1));
  const chartColumns = Math.max(1, columns - LABEL_COLUMNS);
  const free = rows - 1;
  const lines = shown.flatMap((one, i) => {
    const height = Math.floor(free / shown.length) + (i < free % shown.length ? 1 : 0);
    return chartLines(one, Math.max(1, height), chartColumns, look);
  });
  return [...lines, axis(timeline.buckets, timeline.bucketSeconds, chartColumns, look)];
}

function series(buckets: readonly TimeBucket[], look: Look): Series[] {
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
  const requests = of('requests', 'accent', (bucket) => bucket.requests, count);
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

const SHORT: Record<string, string> = { requests: 'req', 'app time': 'app', errors: 'err' };

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
