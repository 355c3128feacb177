/** Where options are looked for in each folder, the first that is there. */
export const CONFIG_NAMES = [
  'logsplit.config.json',
  'logsplit.config.yaml',
  'logsplit.config.yml',
  'logsplit.config.js',
  'logsplit.config.mjs',
  'package.json',
] as const;
