import { UserError } from '../errors.js';
import { formatChooser } from '../format/choose.js';
import { type ExplainedFormat, type Explanation, explainChoice } from '../format/explain.js';
import { firstLines } from '../ingest/first-lines.js';
import { cleanText } from '../render/clean.js';
import { textTable } from '../render/text-table.js';
import type { Io } from './io.js';
import { type FormatOptions, formatRequest } from './options.js';
import { requestFacts, requestLines } from './request-text.js';
import { write } from './write.js';

export type DetectOptions = FormatOptions & { json?: boolean };

/** `logsplit detect`: which format is chosen for a log, why, and what each field of a line becomes. */
export async function detect(path: string, options: DetectOptions, io: Io): Promise<void> {
  const warn = (sentence: string): void => {
    io.stderr.write(`logsplit: warning: ${cleanText(sentence)}\n`);
  };
  const choose = formatChooser(formatRequest(options), warn);
  const lines = await firstLines(path, io.stdin);
  const name = path === '-' ? 'standard input' : path;
  if (lines.length === 0) throw new UserError(`${name} has no line.`, 'Give a log with at least one request.');
  const explanation = explainChoice(choose(path, lines), lines);
  const text = options.json
    ? `${JSON.stringify({ path, ...explanation }, null, 2)}\n`
    : textOf(name, explanation, Math.max(60, Math.min(io.stdout.columns ?? 100, 160)));
  await write(io.stdout, text);
}

const HOW: Record<Explanation['origin'], string> = {
  given: 'as you gave it',
  'nginx.conf': 'from the nginx configuration',
  detected: 'detected: a known format that fits its lines',
  inferred: 'inferred from the looks of its lines: no known format fits them',
};

function textOf(name: string, { origin, sampledLines, formats, candidates }: Explanation, columns: number): string {
  const others = candidates.filter((candidate) => !formats.some((format) => format.name === candidate.name));
  const lines = [
    `${cleanText(name)}: ${formats.map((format) => cleanText(format.name)).join(' + ')}`,
    `${HOW[origin]} (looked at ${sampledLines} line${sampledLines === 1 ? '' : 's'})`,
    ...(others.length === 0
      ? []
      : [`also fit: ${others.map((other) => `${other.name} ${other.fits} of ${sampledLines}`).join(', ')}`]),
    ...formats.flatMap((format) => ['', ...formatText(format, sampledLines, columns)]),
    '',
    correction(formats[0]),
  ];
  return `${lines.join('\n')}\n`;
}

function formatText(format: ExplainedFormat, sampledLines: number, columns: number): string[] {
  const { prefix, logFormat, line } = format;
  const head = [
    `${cleanText(format.name).toUpperCase()} reads ${format.fits} of ${sampledLines} lines`,
    ...(prefix === null ? [] : [`prefix: ${prefix.name} (${prefix.writer}) is taken off`]),
    ...(logFormat === null ? [] : [`format: ${cleanText(logFormat)}`]),
  ];
  if (line === null) return head;
  return [...head, `line:   ${cleanText(line, columns * 4)}`, '', ...fieldsText(format, columns)];
}

function fieldsText({ fields, request }: ExplainedFormat, columns: number): string[] {
  if (fields.every(({ logged }) => logged === null)) {
    const dropped = fields.filter(({ use }) => use === 'passed over').map(({ name }) => cleanText(name));
    return [...requestLines(request), ...(dropped.length === 0 ? [] : [`passed over: ${dropped.join(', ')}`])];
  }
  const table = textTable(
    [
      { title: 'field', align: 'left' },
      { title: 'value', align: 'left', flexible: true },
      { title: 'becomes', align: 'left' },
    ],
    fields.map(({ name, use, logged, gives }) => [
      cleanText(name, 40),
      logged ?? '',
      use === 'passed over' ? '(passed over)' : use === 'text' ? 'kept as text' : becomes(gives ?? {}),
    ]),
    columns,
  );
  const whole = new Set(fields.flatMap(({ gives }) => requestFacts(gives ?? {}).map((fact) => fact.join(' '))));
  const rest = requestFacts(request).filter((fact) => !whole.has(fact.join(' ')) && fact[0] !== 'kept as text');
  if (rest.length === 0) return table;
  return [...table, '', ...rest.map(([name, value]) => `  and of the whole line: ${name} ${value}`)];
}

function becomes(gives: ExplainedFormat['request']): string {
  const facts = requestFacts(gives);
  return facts.length === 0 ? '-' : facts.map(([name, value]) => cleanText(`${name} ${value}`, 44)).join(', ');
}

function correction(format: ExplainedFormat | undefined): string {
  const string = format?.logFormat;
  if (!string) return "Another format: --format NAME (logsplit formats lists them) or --log-format '<string>'.";
  const quoted = `'${cleanText(string).replaceAll("'", "'\\''")}'`;
  return `To correct it, change this and pass it on: --log-format ${quoted}`;
}
