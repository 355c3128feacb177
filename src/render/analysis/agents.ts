import type { Counted, Report } from '../../report/types.js';
import type { Block, Section } from '../document/document.js';
import { full, percent, seconds } from '../units.js';
import { requestBars } from './request-bars.js';

/** Who asked. */
export function agents({ agents: seen, totals }: Report): Section {
  if (!seen.logged) return { title: 'Who asked', blocks: [] };
  const { bots } = seen;
  const cost = bots.appSeconds ? `, ${seconds(bots.appSeconds)} of application time` : '';
  const share = percent(bots.requests / Math.max(1, totals.requests));
  const bars = (name: string, caption: string, names: readonly Counted[]): Block[] =>
    names.length === 0
      ? []
      : [
          requestBars(
            name,
            caption,
            totals.requests,
            names.map((one) => ({ label: one.name, value: one.requests })),
          ),
        ];
  return {
    title: 'Who asked',
    blocks: [
      { block: 'paragraph', text: `Bots and tools: ${full(bots.requests)} requests (${share})${cost}.` },
      ...bars('bots', 'Bots and tools', bots.names),
      ...bars('browsers', 'Browsers', seen.browsers),
      ...bars('systems', 'Systems', seen.systems),
      ...bars('devices', 'Devices', seen.devices),
    ],
  };
}
