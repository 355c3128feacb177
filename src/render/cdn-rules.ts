import type { CdnRule } from '../advice/config/cdn.js';
import { cleanText } from './clean.js';
import { textTable } from './text-table.js';
import { bytes, count, seconds } from './units.js';

/** Headers for a CDN: each with the paths that want it, what the application answered there, and what must hold. */
export function renderCdnRules(rules: readonly CdnRule[]): string {
  if (rules.length === 0) return 'Nothing for a CDN was found in this log.\n';
  const headers = [...new Set(rules.map(({ cacheControl }) => cacheControl))];
  const sections = headers.map((header) => {
    const which = rules.filter(({ cacheControl }) => cacheControl === header);
    return `Cache-Control: ${header}\n${table(which).join('\n')}\n`;
  });
  return sections.join('\n');
}

// Paths are to be copied, so no column is cut.
function table(rules: readonly CdnRule[]): string[] {
  const rows = rules.map((rule) => [
    cleanText(`${rule.host ?? ''}${rule.paths}`),
    count(rule.requests),
    bytes(rule.bytes),
    rule.appSeconds === null ? '-' : seconds(rule.appSeconds),
    cleanText(rule.note),
  ]);
  return textTable(
    [
      { title: 'path', align: 'left' },
      { title: 'requests', align: 'right' },
      { title: 'bytes', align: 'right' },
      { title: 'app time', align: 'right' },
      { title: 'what must hold', align: 'left' },
    ],
    rows,
    Number.MAX_SAFE_INTEGER,
  );
}
