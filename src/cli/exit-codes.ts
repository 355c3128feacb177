/** What the program's exit codes mean; the README and the manual tell the same. */
export const EXIT_CODES = [
  ['0', 'Done; for check: every limit is kept.'],
  ['1', 'check: a limit is not kept; otherwise a fault in logsplit.'],
  ['2', 'Wrong usage, input that cannot be read, or no room for the log on a disk.'],
  ['130', 'Stopped by Ctrl-C while reading, after the report on what was read.'],
] as const;
