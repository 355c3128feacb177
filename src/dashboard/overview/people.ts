import { cleanText, fit as fitText } from '../../render/clean.js';
import { percent } from '../../render/units.js';
import type { Counted } from '../../report/types.js';
import { joinFitting, type Line, span } from '../line.js';
import type { Look } from '../look.js';
import type { State } from '../state.js';

const LABEL_COLUMNS = 11;
const NAME_COLUMNS = 20;

/** Who asks: bots, browsers, systems and devices, most frequent first, a line each. */
export function peopleLines({ report: { agents, totals }, look }: State, columns: number): Line[] {
  if (!agents.logged) return [[span('The log has no user agents.', 'dim')]];
  const all = Math.max(1, totals.requests);
  const groups: readonly (readonly [string, readonly Counted[]])[] = [
    ['Bots', agents.bots.names],
    ['Browsers', agents.browsers],
    ['Systems', agents.systems],
    ['Devices', agents.devices],
  ];
  return groups.map(([label, names]) => groupLine(label, names, all, columns, look));
}

function groupLine(label: string, names: readonly Counted[], all: number, columns: number, look: Look): Line {
  const parts = names.map(
    ({ name, requests }): Line => [
      span(cleanText(name, NAME_COLUMNS, look.charset)),
      span(` ${percent(requests / all)}`, 'dim'),
    ],
  );
  const text = joinFitting(parts.length > 0 ? parts : [[span('none', 'dim')]], span('  '), columns - LABEL_COLUMNS);
  return [span(fitText(label, LABEL_COLUMNS), 'dim'), ...text];
}
