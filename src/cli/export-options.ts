import { Option } from 'commander';
import { FORMAT_OPTIONS, READ_OPTIONS, type ReadOptions } from './options.js';

export interface ExportOptions extends ReadOptions {
  parquet?: string;
}

const TAKEN = ['--db', '--keep', '--route', '--no-route-templates', '--anonymize-ip', '--drop-query', '--memory'];

/** Declared once: commander, --help and the tests of the README read this list. */
export const EXPORT_OPTIONS: readonly Option[] = [
  new Option('--parquet <folder>', 'a new folder, or an earlier export, which is replaced'),
  ...FORMAT_OPTIONS,
  ...READ_OPTIONS.filter(({ long }) => TAKEN.includes(long!)),
];
