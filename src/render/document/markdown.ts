import { cleanText } from '../clean.js';
import type { Block, Document, Findings, Table, TimeChart } from './document.js';
import { barsTable } from './tables.js';
import { isNumeric, valueText } from './value.js';

export interface MarkdownOptions {
  /** Most rows of a table. */
  top: number;
}

/** Longer texts are cut: a page is to be read, and CSV and JSON have them whole. */
const MOST_COLUMNS = 2000;

/** A document for a wiki or a pull request: GitHub's Markdown, without HTML. */
export function renderMarkdown(document: Document, options: MarkdownOptions): string {
  const sections = document.sections.flatMap(({ title, blocks }) => [
    `## ${escaped(title)}`,
    ...blocks.flatMap((block) => blockLines(block, options)),
  ]);
  return `${[`# ${escaped(document.title)}`, leading(document.subtitle), ...sections].join('\n\n')}\n`;
}

/** Paragraphs, each of which a blank line ends. */
function blockLines(block: Block, options: MarkdownOptions): string[] {
  switch (block.block) {
    case 'paragraph':
      return [leading(block.text)];
    case 'list':
      return [block.items.map((item) => `- ${leading(item)}`).join('\n')];
    case 'code':
      return [fenced(block.text)];
    case 'facts':
      return [
        block.facts
          .map(({ label, kind, value, note }) => {
            const text = `${leading(label)}: **${escaped(valueText(kind, value))}**`;
            return `- ${text}${note === undefined ? '' : ` (${escaped(note)})`}`;
          })
          .join('\n'),
      ];
    case 'table':
      return tableLines(block, options);
    case 'timeChart':
      return chartLines(block);
    case 'bars':
      return tableLines(barsTable(block), options);
    case 'findings':
      return findingsLines(block, options);
    case 'details':
      return [`**${escaped(block.summary)}**`, ...block.blocks.flatMap((one) => blockLines(one, options))];
  }
}

function tableLines({ caption, columns, rows }: Table, { top }: MarkdownOptions): string[] {
  if (rows.length === 0) return [];
  const shown = [...columns.keys()].filter((i) => !columns[i]!.isDetail && !columns[i]!.isNote);
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const lines = [
    row(shown.map((i) => escaped(columns[i]!.title))),
    row(shown.map((i) => (isNumeric(columns[i]!.kind) ? '--:' : ':--'))),
    ...rows.slice(0, top).map((cells) => row(shown.map((i) => escaped(valueText(columns[i]!.kind, cells[i] ?? null))))),
  ];
  const left = rows.length - top;
  return [
    `**${escaped(caption)}**`,
    lines.join('\n'),
    ...(left > 0 ? [`and ${left.toLocaleString('en-US')} more: --top ${rows.length}, or CSV`] : []),
  ];
}

const LEVELS = '▁▂▃▄▅▆▇█';
const MOST_LEVELS = 80;

/** Each series as a line of blocks, with its largest value: a table of two hundred times would not be read. */
function chartLines({ caption, times, series }: TimeChart): string[] {
  if (times.length === 0) return [];
  const drawn = series.map(({ title, kind, values }) => {
    const width = Math.ceil(values.length / MOST_LEVELS);
    const slices = Array.from({ length: Math.ceil(values.length / width) }, (_, i) =>
      Math.max(0, ...values.slice(i * width, (i + 1) * width).map((value) => value ?? 0)),
    );
    const most = Math.max(...slices);
    const line = slices.map((value) => LEVELS[most > 0 ? Math.ceil((value / most) * (LEVELS.length - 1)) : 0]).join('');
    return `${line}  ${title}, at most ${valueText(kind, most)}`;
  });
  return [`**${escaped(caption)}**`, fenced(drawn.join('\n'))];
}

/** What several findings say alike behind their details stands with the first of them. */
function findingsLines({ findings }: Findings, options: MarkdownOptions): string[] {
  const said = new Map<string, string>();
  return findings.flatMap(({ title, labels, text, details }) => {
    const tags = labels.length === 0 ? '' : ` (${labels.map((label) => escaped(label.text)).join(', ')})`;
    const head = [`**${escaped(title)}**${tags}`, leading(text)];
    if (details === undefined) return head;
    const lines = blockLines(details, options);
    const key = lines.join('\n');
    const first = said.get(key);
    if (first !== undefined) return [...head, `${lines[0]}: as for ${escaped(first)}`];
    said.set(key, title);
    return [...head, ...lines];
  });
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** An empty place, as an entity: nothing invisible stands in the source. */
const GAP = '&#8203;';

/** Whatever could mean something in Markdown or HTML stands for itself; what looks like a link or a mention is none. */
function escaped(text: string): string {
  return cleanText(text.trim(), MOST_COLUMNS)
    .replace(/[&<>]/g, (char) => ENTITIES[char]!)
    .replace(/[\\`*_[\]|~$]/g, '\\$&')
    .replace(/[@#](?=[\w-])|:(?=\/\/)|\bwww(?=\.)/gi, `$&${GAP}`);
}

/** At the beginning of a line more would mean something: lists, headings. */
function leading(text: string): string {
  return escaped(text)
    .replace(/^[-+=#]/, '\\$&')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

function fenced(text: string): string {
  const lines = text.split('\n').map((line) => cleanText(line));
  const longest = Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)));
  const fence = '`'.repeat(longest + 1);
  return [fence, ...lines, fence].join('\n');
}
