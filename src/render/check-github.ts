import type { Check } from '../check/judge.js';
import { sentenceOf } from './check.js';
import { cleanText } from './clean.js';

/** A line a limit; those that are not kept as annotations of GitHub Actions: "::error title=…::…". */
export function renderCheckForGithub({ gates }: Check): string {
  const lines = gates.map((gate) => {
    // % begins an escape there.
    const text = cleanText(sentenceOf(gate)).replaceAll('%', '%25');
    return gate.outcome === 'passed'
      ? `passed: ${cleanText(sentenceOf(gate))}`
      : `::error title=logsplit ${gate.gate}::${text}`;
  });
  return `${lines.join('\n')}\n`;
}
