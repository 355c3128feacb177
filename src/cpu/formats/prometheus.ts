import { UserError } from '../../errors.js';
import { type Ask, type CpuFormat, LineTally } from '../format.js';
import type { Samples } from '../series.js';

interface Series {
  labels: Record<string, string>;
  /** Seconds since the epoch and the value, as text. */
  values: [time: number, value: string][];
}

/** The answer of Prometheus' /api/v1/query_range: a matrix. Its series are added; counters and rates are told apart. */
export const prometheus: CpuFormat = {
  name: 'prometheus',
  about: "curl 'http://prometheus/api/v1/query_range?query=rate(process_cpu_seconds_total[15s])&start=…&end=…&step=15'",
  holds: (head) => /^\s*\{/.test(head),
  read(text, ask) {
    const series = chosen(parseMatrix(text, ask.path), ask);
    const isHost = series.some(({ labels }) => /^node_/.test(labels.__name__ ?? '') || labels.mode !== undefined);
    const atWork = series.filter(({ labels }) => !IDLE.has(labels.mode ?? ''));
    const tally = new LineTally();
    const isCounter = atWork.every(counts);
    const sums = new Map<number, number>();
    for (const { values } of atWork) {
      let before: number | null = null;
      for (const [time, value] of values) {
        const now = Number(value);
        if (!Number.isFinite(time) || !Number.isFinite(now) || now < 0) {
          tally.rejected++;
          continue;
        }
        tally.used++;
        // A counter begins with what had been counted before; one that fell was begun anew, from 0.
        const added = isCounter ? (before === null ? 0 : now >= before ? now - before : now) : now;
        sums.set(time, (sums.get(time) ?? 0) + added);
        before = now;
      }
    }
    // A step shorter than the scrapes repeats a counter until the next scrape: what it then grows by is all of them's.
    const times = [...sums.keys()]
      .sort((a, b) => a - b)
      .filter((time, i) => i === 0 || !isCounter || sums.get(time)! > 0);
    const rates = times.map((time) => sums.get(time)!);
    let total = 0;
    const { lines, used, ignored, rejected } = tally;
    return {
      format: 'prometheus',
      what: `${atWork.length === 1 ? 'one series' : `${atWork.length} series added`} (${isCounter ? 'counters' : 'rates'}): ${nameOf(atWork[0]!)}`,
      scope: isHost ? 'host' : 'app',
      unit: isCounter ? 'total-s' : 'cores',
      cores: null,
      isZoneKnown: true,
      endS: times,
      values: isCounter ? rates.map((added) => (total += added)) : rates,
      lines,
      used,
      ignored,
      rejected,
    } satisfies Samples;
  },
};

const IDLE: ReadonlySet<string> = new Set(['idle', 'iowait', 'steal', 'guest', 'guest_nice']);

function parseMatrix(text: string, path: string): Series[] {
  const wrong = (why: string, cause?: unknown): UserError =>
    new UserError(
      `${path} is JSON, but no range query's answer: ${why}.`,
      'Save the answer of /api/v1/query_range (resultType "matrix").',
      { cause },
    );
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw wrong('it does not parse', cause);
  }
  interface Data {
    resultType?: unknown;
    result?: unknown;
  }
  const whole = parsed as { data?: Data } & Data;
  const data = whole?.data ?? whole;
  if (!Array.isArray(data?.result)) throw wrong('it has no data.result');
  if (data.resultType !== undefined && data.resultType !== 'matrix')
    throw wrong(`its resultType is ${String(data.resultType)}`);
  return data.result.map((one: { metric?: Record<string, string>; values?: unknown }) => {
    if (!Array.isArray(one?.values) || !one.values.every((pair) => Array.isArray(pair) && pair.length === 2)) {
      throw wrong('a series has no values');
    }
    return { labels: one.metric ?? {}, values: one.values.map(([time, value]) => [Number(time), String(value)]) };
  });
}

function chosen(series: readonly Series[], { path, part }: Ask): readonly Series[] {
  const found = part === null ? series : series.filter((one) => nameOf(one).includes(part));
  if (found.length > 0) return found;
  throw new UserError(
    part === null ? `${path} holds no series.` : `${path} has no series with ${part} in its labels.`,
    part === null
      ? 'Check the query and its range.'
      : `It has, for example: ${nameOf(series[0] ?? { labels: {}, values: [] })}`,
  );
}

/** As Prometheus writes it: name{label="value"}. */
function nameOf({ labels }: Series): string {
  const { __name__ = '', ...others } = labels;
  return `${__name__}{${Object.entries(others)
    .map(([label, value]) => `${label}="${value}"`)
    .join(',')}}`;
}

/** Whether it is a counter: by its name, or, as functions take the name away, because it never falls. */
function counts({ labels, values }: Series): boolean {
  if (labels.__name__ !== undefined) return labels.__name__.endsWith('_total');
  const numbers = values.map(([, value]) => Number(value));
  return (
    numbers.length > 2 &&
    numbers.every((value, i) => i === 0 || value >= numbers[i - 1]!) &&
    numbers.at(-1)! > numbers[0]!
  );
}
