import { inCount } from '../advice/saving.js';
import type { Check, GateResult, Reading } from '../check/judge.js';
import { prose } from './text-prose.js';
import { bold, type TextStyle } from './text-style.js';
import { textTable } from './text-table.js';
import { percent, seconds } from './units.js';

const MOST_READINGS = 20;
const WORDS: Record<GateResult['outcome'], string> = {
  passed: 'passed      ',
  failed: 'FAILED      ',
  'not judged': 'NOT JUDGED  ',
};
const INDENT = ' '.repeat(2 + WORDS.passed.length);

/** What was held to which limit, and what is over by how much. */
export function renderCheck(check: Check, style: Pick<TextStyle, 'columns' | 'color'>): string {
  const { gates, requests, firstTime, lastTime } = check;
  const missed = gates.filter(({ outcome }) => outcome !== 'passed').length;
  const period = firstTime === null ? '' : `, ${firstTime} to ${lastTime}`;
  const head =
    missed === 0
      ? `CHECK PASSED: ${gates.length === 1 ? 'the limit is kept' : `all ${gates.length} limits are kept`}`
      : `CHECK FAILED: ${missed} of ${gates.length} limits ${missed === 1 ? 'is' : 'are'} not kept`;
  const lines = gates.flatMap((gate) => [
    ...prose(sentenceOf(gate), style.columns, `  ${WORDS[gate.outcome]}`, INDENT),
    ...readingLines(gate, style.columns),
  ]);
  return `${bold(head, style)}\n${inCount(requests, 'request')}${period}\n\n${lines.join('\n')}\n`;
}

/** What a gate asks and what came of it, in a sentence. */
export function sentenceOf(gate: GateResult): string {
  const { pattern, limit, figure, why, judged, tooFew, outcome, readings } = gate;
  const most = limit === null ? '' : ` at most ${amount(gate, limit)}`;
  const asked = `${pattern ?? 'all requests'}: ${figure}${most}.`;
  const left = tooFew === 0 ? '' : ` ${tooFew} with too few requests ${tooFew === 1 ? 'was' : 'were'} left out.`;
  if (why !== null) return `${asked} ${why}${judged === 0 ? '' : left}`;
  const [first] = readings;
  if (first === undefined) return asked;
  if (pattern === null) {
    return `${asked} It is ${amount(gate, first.value)}${outcome === 'failed' ? `, ${overBy(gate, first)}` : ''}.`;
  }
  const routes = inCount(judged, 'route');
  if (outcome === 'passed')
    return `${asked} ${routes}, the most is ${amount(gate, first.value)} (${first.route}).${left}`;
  return `${asked} ${readings.length} of ${routes} ${readings.length === 1 ? 'is' : 'are'} over.${left}`;
}

/** "112 ms over (37%)". */
export function overBy(gate: GateResult, { over }: Reading): string {
  const share =
    gate.limit === null || gate.limit === 0 || gate.unit === 'share' ? '' : ` (${percent(over / gate.limit)})`;
  return `${gate.unit === 'share' ? `${threeDigits(over * 100)} points` : amount(gate, over)} over${share}`;
}

/** A figure of the gate's, with its unit. */
function amount({ unit }: GateResult, value: number): string {
  return unit === 'seconds' ? seconds(value) : `${threeDigits(value * 100)}%`;
}

// What is just over a limit must not look like the limit.
function threeDigits(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function readingLines(gate: GateResult, columns: number): string[] {
  if (gate.outcome !== 'failed' || gate.pattern === null) return [];
  const shown = gate.readings.slice(0, MOST_READINGS);
  const [, ...rows] = textTable(
    [
      { title: '', align: 'left', flexible: true },
      { title: '', align: 'right' },
      { title: '', align: 'right' },
      { title: '', align: 'right', optional: true },
    ],
    shown.map((reading) => [
      reading.route ?? 'all requests',
      amount(gate, reading.value),
      overBy(gate, reading),
      inCount(reading.requests, 'request'),
    ]),
    columns,
    INDENT.length,
  );
  const more = gate.readings.length - shown.length;
  return more === 0 ? rows : [...rows, `${INDENT}and ${inCount(more, 'route')} more`];
}
