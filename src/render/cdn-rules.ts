import type { CdnRule } from '../advice/config/cdn.js';
import { cleanText } from './clean.js';

/** Headers for a CDN: each with the paths that want it, how often they were asked for, and what must hold. */
export function renderCdnRules(rules: readonly CdnRule[]): string {
  if (rules.length === 0) return 'Nothing for a CDN was found in this log.\n';
  const headers = [...new Set(rules.map(({ cacheControl }) => cacheControl))];
  const sections = headers.map((header) => {
    const lines = rules
      .filter(({ cacheControl }) => cacheControl === header)
      .map(({ host, paths, note, requests }) => {
        const asked = requests === 0 ? '' : `, ${requests.toLocaleString('en-US')} requests`;
        return `  ${cleanText(`${host ?? ''}${paths}`)}\n      ${cleanText(note)}${asked}`;
      });
    return `Cache-Control: ${header}\n${lines.join('\n')}\n`;
  });
  return sections.join('\n');
}
