import type { Report } from '../../report/types.js';
import type { Section, Table } from '../document/document.js';
import { inputWords } from '../input-words.js';

const MOST_FILES = 10;

/** What was read, and what was not. */
export function input(report: Report): Section {
  const { input: read } = report;
  return {
    title: 'What was read',
    blocks: [
      { block: 'list', items: inputWords(report, MOST_FILES) },
      files(report),
      ...(read.rejected === 0 ? [] : [reasons(report), examples(report)]),
    ],
  };
}

function files({ input: read }: Report): Table {
  return {
    block: 'table',
    name: 'files',
    caption: 'Files',
    columns: [
      { key: 'file', title: 'file', kind: 'text' },
      { key: 'format', title: 'format', kind: 'text' },
      { key: 'log_format', title: 'log_format', kind: 'text', isDetail: true },
      { key: 'lines', title: 'lines', kind: 'count' },
      { key: 'parsed', title: 'parsed', kind: 'count' },
      { key: 'rejected', title: 'rejected', kind: 'count' },
      { key: 'ignored', title: 'ignored', kind: 'count', about: 'blank lines and comments' },
      { key: 'fault', title: 'fault', kind: 'text', isDetail: true },
    ],
    rows: read.files.map((file) => [
      file.path === '-' ? 'standard input' : file.path,
      file.format,
      file.logFormat,
      file.lines,
      file.parsed,
      file.rejected,
      file.ignored,
      file.fault,
    ]),
  };
}

function reasons({ input: { rejectReasons } }: Report): Table {
  return {
    block: 'table',
    name: 'rejected-reasons',
    caption: 'Why lines were rejected',
    columns: [
      { key: 'reason', title: 'the line', kind: 'text' },
      { key: 'lines', title: 'lines', kind: 'count' },
    ],
    rows: Object.entries(rejectReasons),
  };
}

function examples({ input: { rejectedLines } }: Report): Table {
  return {
    block: 'table',
    name: 'rejected-lines',
    caption: 'Rejected lines, the first of them',
    columns: [
      { key: 'file', title: 'file', kind: 'text' },
      { key: 'line', title: 'line', kind: 'count' },
      { key: 'byte_offset', title: 'byte offset', kind: 'count', isDetail: true },
      { key: 'reason', title: 'reason', kind: 'text' },
      { key: 'sample', title: 'begins with', kind: 'text' },
    ],
    rows: rejectedLines.map(({ path, line, byteOffset, reason, sample }) => [path, line, byteOffset, reason, sample]),
  };
}
