import type { Recommendation, Report } from '../report/types.js';
import { cleanText } from './clean.js';
import { prose } from './text-prose.js';
import type { Section, TextStyle } from './text-style.js';
import { textTable } from './text-table.js';
import { bytes, count, percent, seconds } from './units.js';

const INDENT = '     ';

/** The recommendations, most time saved first: what, how much, how sure, and why. */
export function advice(report: Report, style: TextStyle): Section {
  const shown = report.recommendations.slice(0, style.top);
  const all = report.totals.appSeconds;
  const title = `WHAT TO DO${all === null ? '' : `, of ${seconds(all)} application time`}`;
  if (shown.length === 0)
    return { title, lines: ['  Nothing stands out: no static file leaks, nothing repeats, nothing computes.'] };
  const table = textTable(
    [
      { title: '#', align: 'right' },
      { title: 'action', align: 'left' },
      { title: 'target', align: 'left', flexible: true },
      { title: 'saves', align: 'right' },
      { title: 'share', align: 'right' },
      { title: 'sure', align: 'left' },
    ],
    shown.map((r, i) => [String(i + 1), r.action, r.target, saves(r), shareOf(r), r.confidence]),
    style.columns,
  );
  const lines = [table[0]!];
  shown.forEach((r, i) => {
    lines.push(table[i + 1]!, ...prose(`${r.why}${rangeOf(r)}`, style.columns, INDENT));
  });
  const left = report.recommendations.length - shown.length;
  if (left > 0) lines.push(`  and ${left} more: --top ${report.recommendations.length}, or --output json`);
  if (shown.filter((r) => (r.saving.appSeconds ?? 0) > 0).length > 1) {
    lines.push(
      ...prose('Savings of one route overlap: caching what is also compiled saves it once.', style.columns, '  '),
    );
  }
  return { title, lines };
}

/** How to follow them; instructions that several share are printed once. */
export function howTo(report: Report, style: TextStyle): Section {
  const numbers = new Map<string, number[]>();
  report.recommendations.slice(0, style.top).forEach(({ how }, i) => {
    numbers.set(how, [...(numbers.get(how) ?? []), i + 1]);
  });
  const lines = [...numbers].flatMap(([how, which], i) => [
    ...(i === 0 ? [] : ['']),
    ...labelled(which.join(', '), how, report.recommendations[which[0]! - 1]!, style),
  ]);
  return { title: 'HOW', lines };
}

function labelled(numbers: string, how: string, first: Recommendation, style: TextStyle): string[] {
  const isOne = first.routes.length > 0 && !numbers.includes(',');
  const name = numbers.includes(',') ? null : unspelledId(first);
  const what = `${isOne ? `${first.action} ${first.target}` : first.action}${name === null ? '' : ` [${name}]`}`;
  return [
    `  ${cleanText(`${numbers}  ${what}`, style.columns - 2)}`,
    ...how.split('\n').flatMap((line) => instruction(line, style)),
  ];
}

// Prose is wrapped; configuration and code keep their lines, to be copied.
function instruction(line: string, style: TextStyle): string[] {
  if (line.startsWith('    ') || line === '') return [`${INDENT}${cleanText(line)}`.trimEnd()];
  return prose(line, style.columns, INDENT, line.startsWith('- ') ? `${INDENT}  ` : INDENT);
}

function saves({ saving }: Recommendation): string {
  if (saving.appSeconds !== null && saving.appSeconds > 0) return seconds(saving.appSeconds);
  if (saving.requests > 0) return `${count(saving.requests)} req`;
  return '-';
}

function shareOf({ saving }: Recommendation): string {
  return saving.share !== null && saving.share > 0 ? percent(saving.share) : '-';
}

/** The name of a recommendation in JSON and in `verify`; null where its action and target spell it. */
export function unspelledId({ id, action, target }: Recommendation): string | null {
  return id === `${action}:${target}` ? null : id;
}

/** What its reason leaves unsaid: between what and what it saves. */
export function rangeOf({ action, saving: { low, high, bytes: saved, appSeconds } }: Recommendation): string {
  // Of a cache the reason itself gives the range, with the times to live that it comes from.
  const isSaid = action === 'cache' || (low === appSeconds && high === appSeconds);
  const range =
    low === null || high === null || high === 0 || isSaid ? '' : ` Saves between ${seconds(low)} and ${seconds(high)}.`;
  return saved > 0 ? `${range} ${bytes(saved)} less to send for the application.` : range;
}
