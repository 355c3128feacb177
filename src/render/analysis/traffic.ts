import type { Report, StatusClass } from '../../report/types.js';
import type { Bar, Block, Section, Tone } from '../document/document.js';
import { trafficWords } from '../traffic-words.js';
import { requestBars } from './request-bars.js';

const STATUS_TONES: Partial<Record<StatusClass, Tone>> = { '2xx': 'good', '4xx': 'warn', '5xx': 'bad' };

/** Who answered, what, and with which status. */
export function traffic(report: Report): Section {
  const { totals } = report;
  const whole = totals.requests;
  const bars = (name: string, caption: string, all: readonly Bar[]): Block =>
    requestBars(
      name,
      caption,
      whole,
      all.filter(({ value }) => value > 0),
    );
  const words = trafficWords(report);
  return {
    title: 'Who served what',
    blocks: [
      bars(
        'served-by',
        'Answered by',
        (['app', 'nginx', 'cache', 'unknown'] as const).map((label) => ({ label, value: totals.servedBy[label] })),
      ),
      bars('content', 'Content', [
        { label: 'static', value: totals.static },
        { label: 'dynamic', value: totals.dynamic },
      ]),
      bars(
        'status',
        'Status',
        Object.entries(totals.status).map(([label, value]) => ({
          label: label === 'none' ? 'no status' : label,
          value,
          tone: STATUS_TONES[label as StatusClass] ?? 'plain',
        })),
      ),
      ...(words.length === 0 ? [] : [{ block: 'list', items: words } as const]),
    ],
  };
}
