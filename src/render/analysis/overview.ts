import type { Report } from '../../report/types.js';
import type { Block, Fact, Section, TimeChart } from '../document/document.js';
import { valueText } from '../document/value.js';
import { full, seconds } from '../units.js';

/** The figures that matter most, and how they went over time. */
export function overview(report: Report): Section {
  return { title: 'Overview', blocks: [{ block: 'facts', facts: facts(report) }, ...charts(report)] };
}

function facts({ totals, recommendations }: Report): Fact[] {
  const { appSeconds, requestTime, upstreamTime, leak, servedBy, status } = totals;
  const answered = Math.max(1, totals.requests);
  const errors = status['5xx'] ?? 0;
  const best = recommendations.find(({ saving }) => (saving.share ?? 0) > 0);
  return [
    { label: 'requests', kind: 'count', value: totals.requests },
    { label: 'sent', kind: 'bytes', value: totals.bytes },
    ...(appSeconds === null
      ? []
      : [{ label: 'application time', kind: 'seconds', value: appSeconds, note: 'all requests together' } as const]),
    ...(upstreamTime === null ? [] : [timeFact('application, 95% within', upstreamTime)]),
    ...(requestTime === null ? [] : [timeFact('request, 95% within', requestTime)]),
    {
      label: 'server errors',
      kind: 'share',
      value: errors / answered,
      note: `${full(errors)} requests with a 5xx`,
      tone: errors > 0 ? 'bad' : 'good',
    },
    ...(servedBy.unknown === totals.requests
      ? []
      : [{ label: 'reached the application', kind: 'share', value: servedBy.app / answered } as const]),
    ...(leak.requests === 0
      ? []
      : [
          {
            label: 'files through the application',
            kind: 'count',
            value: leak.requests,
            note: leak.appSeconds === null ? 'requests' : `requests, ${seconds(leak.appSeconds)}`,
            tone: 'warn',
          } as const,
        ]),
    ...(best === undefined
      ? []
      : [
          {
            label: 'largest saving',
            kind: 'share',
            value: best.saving.share,
            note: `of the application time: ${best.action} ${best.target}`,
            tone: 'good',
          } as const,
        ]),
  ];
}

function timeFact(label: string, { p50, p95, p99 }: { p50: number; p95: number; p99: number }): Fact {
  return { label, kind: 'seconds', value: p95, note: `half within ${seconds(p50)}, 99% within ${seconds(p99)}` };
}

function charts({ timeline: { bucketSeconds, buckets }, totals }: Report): Block[] {
  if (buckets.length < 2) return [];
  const times = buckets.map(({ time }) => Date.parse(time) / 1000);
  const slice = `slices of ${seconds(bucketSeconds)}`;
  const requests: TimeChart = {
    block: 'timeChart',
    name: 'requests-over-time',
    caption: `Requests, in ${slice}`,
    times,
    series: [
      { key: 'requests', title: 'requests', kind: 'count', values: buckets.map((bucket) => bucket.requests) },
      {
        key: 'errors',
        title: 'server errors',
        kind: 'count',
        values: buckets.map(({ errors }) => errors),
        tone: 'bad',
      },
    ],
  };
  if (totals.appSeconds === null || totals.appSeconds === 0) return [requests];
  const average = valueText('number', totals.appSeconds / (buckets.length * bucketSeconds));
  return [
    requests,
    {
      block: 'timeChart',
      name: 'application-over-time',
      // Little's law: seconds of work a second are the requests that were in the application at a time.
      caption: `Requests in the application at a time, in ${slice}: ${average} on average`,
      times,
      series: [
        {
          key: 'in_application',
          title: 'in the application',
          kind: 'number',
          values: buckets.map(({ appSeconds }) => (appSeconds === null ? null : appSeconds / bucketSeconds)),
        },
      ],
    },
  ];
}
