import type { Review } from '../../review/types.js';
import type { Block, TimeChart } from '../document/document.js';

const HOUR_S = 3600;

/** The hours of the reviewed period beside those of the one before, and where the application time comes from. */
export function charts({ hours, appSeconds }: Review): Block[] {
  if (hours.length < 2) return [];
  const times = hours.map(({ time }) => Date.parse(time) / 1000);
  const requests: TimeChart = {
    block: 'timeChart',
    name: 'requests-by-hour',
    caption: 'Requests by hour, and in the same hours of the period before',
    times,
    series: [
      { key: 'requests', title: 'requests', kind: 'count', values: hours.map((hour) => hour.requests) },
      { key: 'before', title: 'before', kind: 'count', values: hours.map(({ before }) => before?.requests ?? null) },
      { key: 'errors', title: 'server errors', kind: 'count', values: hours.map(({ errors }) => errors), tone: 'bad' },
    ],
  };
  if (hours.every((hour) => hour.appSeconds === null)) return [requests];
  const busy = (seconds: number | null | undefined): number | null => (seconds == null ? null : seconds / HOUR_S);
  return [
    requests,
    {
      block: 'timeChart',
      name: 'application-by-hour',
      caption: 'Requests in the application at a time, by hour',
      times,
      series: [
        {
          key: 'in_application',
          title: 'in the application',
          kind: 'number',
          values: hours.map((hour) => busy(hour.appSeconds)),
        },
        {
          key: 'before',
          title: 'before',
          kind: 'number',
          values: hours.map(({ before }) => busy(before?.appSeconds)),
        },
      ],
    },
    ...(appSeconds === null ? [] : [partsTable(appSeconds)]),
  ];
}

function partsTable({ before, after, ...parts }: NonNullable<Review['appSeconds']>): Block {
  const rows: [string, number][] = [
    ['before', before],
    ['more or fewer requests', parts.requests],
    ['another mix of routes', parts.mix],
    ['more or fewer reach the application', parts.reach],
    ['slower or faster answers', parts.speed],
    ['new routes', parts.new],
    ['routes that are gone', parts.gone],
    ['now', after],
  ];
  return {
    block: 'table',
    name: 'application-time',
    caption: 'The parts of the change of the application time',
    columns: [
      { key: 'part', title: '', kind: 'text' },
      { key: 'app_s', title: 'application time', kind: 'seconds' },
    ],
    rows,
  };
}
