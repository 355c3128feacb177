import type { Document } from '../../src/render/document/document.js';

/** A document with every block that there is, and every kind of value. */
export const EVERY_BLOCK: Document = {
  title: 'A report of everything',
  subtitle: 'access.log · 2023-11-14',
  sections: [
    {
      title: 'Figures',
      blocks: [
        {
          block: 'facts',
          facts: [
            { label: 'requests', kind: 'count', value: 1234 },
            { label: 'p95', kind: 'seconds', value: 0.25, note: 'half within 20 ms' },
            { label: 'errors', kind: 'share', value: 0.125, tone: 'bad' },
            { label: 'since last week', kind: 'change', value: -0.5, tone: 'good' },
            { label: 'unknown', kind: 'bytes', value: null },
          ],
        },
        {
          block: 'timeChart',
          name: 'over-time',
          caption: 'Requests and their time',
          times: [1_700_000_000, 1_700_000_060, 1_700_000_120, 1_700_000_180],
          series: [
            { key: 'requests', title: 'requests', kind: 'count', values: [1, 8, null, 4] },
            {
              key: 'p95_s',
              title: 'p95',
              kind: 'seconds',
              values: [0.1, 0.2, 0.3, 0.4],
              band: { low: [0.1, 0.1, 0.2, 0.3], high: [0.2, 0.3, 0.4, 0.6] },
              tone: 'bad',
            },
          ],
        },
      ],
    },
    {
      title: 'What was found',
      blocks: [
        { block: 'paragraph', text: 'First, what is slow.' },
        {
          block: 'findings',
          findings: [
            {
              title: '1. GET /a',
              labels: [{ text: 'regression', tone: 'bad' }, { text: 'sure' }],
              text: 'It takes twice as long.',
              details: {
                block: 'details',
                summary: 'How',
                blocks: [{ block: 'code', text: 'expires 1h;\n  # a < b' }],
              },
            },
            { title: '2. GET /b', labels: [], text: 'It is new.' },
          ],
        },
        { block: 'list', items: ['one', 'two'] },
        {
          block: 'table',
          name: 'routes',
          caption: 'Routes',
          columns: [
            { key: 'route', title: 'route', kind: 'text' },
            { key: 'bound', title: 'bound', kind: 'text', isChoice: true },
            { key: 'requests', title: 'requests', kind: 'count', about: 'all of them' },
            { key: 'p95_s', title: 'p95', kind: 'seconds' },
            { key: 'change', title: 'change', kind: 'change', better: 'less' },
            { key: 'bytes', title: 'bytes', kind: 'bytes', isDetail: true },
            { key: 'first', title: 'first', kind: 'time' },
            { key: 'why', title: 'why', kind: 'text', isNote: true },
          ],
          rows: [
            ['GET /a', 'cpu', 1200, 0.5, 1, 5e6, '2023-11-14T22:13:20Z', 'It computes.'],
            ['GET /b|c', 'io', 34, null, -0.2, 100, '2023-11-14T22:14:00Z', null],
          ],
        },
        {
          block: 'bars',
          name: 'served-by',
          caption: 'Answered by',
          key: 'requests',
          title: 'requests',
          kind: 'count',
          whole: 1234,
          bars: [
            { label: 'app', value: 1000, tone: 'warn' },
            { label: 'nginx', value: 234 },
          ],
        },
        { block: 'details', summary: 'More', blocks: [{ block: 'paragraph', text: 'Hidden at first.' }] },
      ],
    },
  ],
};
