import type { Report } from '../report/types.js';
import { advice, howTo } from './text-advice.js';
import { own } from './text-own.js';
import { agents, input, rejected, routes, traffic } from './text-sections.js';
import { bold, type TextStyle } from './text-style.js';

export interface TextOptions {
  /** Width of the page; nothing is wider. */
  columns: number;
  /** Most rows of a table. */
  top: number;
  color: boolean;
}

/** The report as plain text, what matters first. Everything that comes from the log is cleaned. */
export function renderText(report: Report, options: TextOptions): string {
  const style: TextStyle = { columns: options.columns, top: options.top, color: options.color };
  const sections = [
    input(report, style),
    advice(report, style),
    traffic(report, style),
    routes(report, style),
    agents(report, style),
    howTo(report, style),
    ...own(report, style),
    rejected(report, style),
  ];
  return `${sections
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines }) => [...(title === null ? [] : [bold(title, style)]), ...lines].join('\n'))
    .join('\n\n')}\n`;
}
