import { UserError } from '../errors.js';
import { FORMAT_NAMES } from '../format/names.js';
import type { Preset } from '../format/presets/preset.js';
import { PRESETS, presetOf } from '../format/presets/registry.js';
import { emptyRequest } from '../record/request-fields.js';
import { textTable } from '../render/text-table.js';
import type { Io } from './io.js';
import { requestLines } from './request-text.js';
import { write } from './write.js';

/** `logsplit formats`: the formats that are known by name, or one of them with its fields. @throws UserError for no such name */
export async function formats(name: string | undefined, { json = false }: { json?: boolean }, io: Io): Promise<void> {
  if (name === undefined) {
    await write(io.stdout, json ? jsonText(PRESETS.map(dataOf)) : listText(io));
    return;
  }
  const preset = presetOf(name);
  if (!preset) {
    throw new UserError(`There is no format named "${name}" to show.`, `Known are ${FORMAT_NAMES.join(', ')}.`);
  }
  await write(io.stdout, json ? jsonText(dataOf(preset)) : presetText(preset));
}

function dataOf({ name, writer, source, requestTime, upstreamTime, logFormat, header = [], examples }: Preset) {
  return { name, writer, source, requestTime, upstreamTime, logFormat, header, examples };
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function listText(io: Io): string {
  const lines = textTable(
    [
      { title: 'name', align: 'left' },
      { title: 'written by', align: 'left', flexible: true },
      { title: 'request time', align: 'left' },
      { title: 'upstream time', align: 'left' },
    ],
    PRESETS.map(({ name, writer, requestTime, upstreamTime }) => [
      name,
      writer,
      brief(requestTime),
      brief(upstreamTime),
    ]),
    Math.max(130, io.stdout.columns ?? 130),
    0,
  );
  return `${[
    ...lines,
    '',
    'json and ltsv are read by the names of their keys. Any other log is worked out from its looks.',
    'logsplit formats NAME shows one with a line of it and what its fields become.',
  ].join('\n')}\n`;
}

// What stands behind a semicolon is for the page of the one format.
function brief(time: string | null): string {
  if (time === null) return '-';
  const short = time.replace(/[;:].*$/, '');
  return short.length > 24 ? `${short.slice(0, 23)}…` : short;
}

function presetText({
  name,
  writer,
  source,
  requestTime,
  upstreamTime,
  logFormat,
  header = [],
  examples,
}: Preset): string {
  const lines = [
    `${name}: ${writer}`,
    `source:        ${source}`,
    `request time:  ${requestTime ?? 'not logged'}`,
    `upstream time: ${upstreamTime ?? 'not logged'}`,
    `format:        ${logFormat ?? 'its fields have names in the log'}`,
  ];
  for (const { line, fields } of examples) {
    lines.push('', ...header, ...line.split('\n'), ...requestLines({ ...emptyRequest(), ...fields }));
  }
  return `${lines.map((line) => line.replaceAll('\x1b', '\\x1b').replaceAll('\t', '\\t')).join('\n')}\n`;
}
