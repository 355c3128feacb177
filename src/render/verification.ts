import type { Verification, VerifiedRecommendation } from '../report/verification.js';
import { prose } from './text-prose.js';
import { bold, type TextStyle } from './text-style.js';
import { textTable } from './text-table.js';
import { count, full, percent, seconds } from './units.js';

/** What became of each recommendation, and of the application time as a whole. */
export function renderVerification(verification: Verification, style: Pick<TextStyle, 'columns' | 'color'>): string {
  const { recommendations } = verification;
  const head = bold('WHAT BECAME OF THE ADVICE, at the traffic of the later log', style);
  if (recommendations.length === 0)
    return `${head}\n  Nothing was advised.\n\n${whole(verification, style).join('\n')}\n`;
  const table = textTable(
    [
      { title: 'action', align: 'left' },
      { title: 'target', align: 'left', flexible: true },
      { title: 'done', align: 'left' },
      { title: 'predicted', align: 'right' },
      { title: 'came', align: 'right' },
    ],
    recommendations.map((one) => [one.action, one.target, one.done, predictedOf(one), cameOf(one)]),
    style.columns,
  );
  const lines = [table[0]!];
  recommendations.forEach(({ says }, i) => {
    lines.push(table[i + 1]!, ...prose(says, style.columns, '     '));
  });
  return `${head}\n${lines.join('\n')}\n\n${whole(verification, style).join('\n')}\n`;
}

function whole({ before, after, appSeconds }: Verification, { columns }: Pick<TextStyle, 'columns'>): string[] {
  const traffic = `${full(before.requests)} requests before, ${full(after.requests)} after.`;
  if (appSeconds === null) return prose(`${traffic} The logs have no application times to compare.`, columns);
  const { unchanged, predicted, measured } = appSeconds;
  const off =
    predicted === 0
      ? ''
      : `, ${percent(Math.abs(measured / predicted - 1))} ${measured < predicted ? 'less' : 'more'} than predicted`;
  return prose(
    `${traffic} Application time: ${seconds(measured)} measured${off}. ${seconds(predicted)} were predicted for what was done; unchanged, these requests would have taken ${seconds(unchanged)}.`,
    columns,
  );
}

function predictedOf({ predicted, traffic }: VerifiedRecommendation): string {
  if (traffic === null) return '-';
  return amount(predicted.appSeconds, predicted.requests);
}

function cameOf({ came, predicted }: VerifiedRecommendation): string {
  if (came.appSeconds === null && came.requests === null) return '-';
  return predicted.appSeconds === null || came.appSeconds === null
    ? amount(null, came.requests ?? 0)
    : seconds(came.appSeconds);
}

function amount(s: number | null, requests: number): string {
  if (s !== null && s > 0) return seconds(s);
  return requests > 0 ? `${count(requests)} req` : '-';
}
