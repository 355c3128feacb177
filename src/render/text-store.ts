import type { StoreInfo } from '../report/store-info.js';
import { cleanText } from './clean.js';
import { type TableColumn, textTable } from './text-table.js';
import { bytes } from './units.js';

const RUNS = 10;
const FILES: readonly TableColumn[] = [
  { title: 'file', align: 'left', flexible: true },
  { title: 'requests', align: 'right' },
  { title: 'rejected', align: 'right', optional: true },
  { title: 'forgotten', align: 'right', optional: true },
  { title: 'stored', align: 'right' },
  { title: 'first', align: 'left', optional: true },
  { title: 'last', align: 'left', optional: true },
];
const READINGS: readonly TableColumn[] = [
  { title: 'began', align: 'left' },
  { title: 'files', align: 'right' },
  { title: 'lines', align: 'right' },
  { title: 'rejected', align: 'right' },
  { title: 'by', align: 'left' },
];

/** What a store holds, as text. */
export function renderStoreInfo(info: StoreInfo, columns: number): string {
  const lines = [
    `${cleanText(info.path)}: ${bytes(info.bytes)}, schema ${info.storeSchema}`,
    `requests: ${count(info.requests)}${info.firstTime === null ? '' : `, ${minute(info.firstTime)} to ${minute(info.lastTime)} UTC`}`,
    ...(info.keep === null ? [] : [`kept for: ${info.keep}`]),
    '',
    'FILES',
    ...textTable(
      FILES,
      info.files.map((file) => [
        cleanText(file.path),
        count(file.requests),
        count(file.rejected),
        count(file.forgotten),
        file.offset === null ? '-' : bytes(file.offset),
        minute(file.firstTime),
        minute(file.lastTime),
      ]),
      columns,
    ),
    '',
    'READINGS',
    ...textTable(
      READINGS,
      info.runs
        .slice(0, RUNS)
        .map((run) => [minute(run.began), count(run.files), count(run.lines), count(run.rejected), run.logsplit]),
      columns,
    ),
  ];
  if (info.runs.length > RUNS) lines.push(`  and ${count(info.runs.length - RUNS)} before`);
  return `${lines.join('\n')}\n`;
}

function count(n: number): string {
  return n.toLocaleString('en-US');
}

function minute(time: string | null): string {
  return time === null ? '-' : time.slice(0, 16).replace('T', ' ');
}
