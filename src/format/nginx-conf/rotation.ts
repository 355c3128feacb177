// Compression, then numbers (.1), then dates as logrotate's dateext and dateformat write them (-20260101, -2026-01-01-03).
const STAMP = '\\.\\d{1,4}|[-._](?:\\d{8}|\\d{4}-\\d{2}-\\d{2})(?:[-_T.]?\\d{2,10})?';
const SUFFIX = new RegExp(`(?:\\.(?:gz|bz2|xz|zst|lz4|Z)|${STAMP})$`);
/** logrotate's "extension .log" puts the stamp before it. */
const INFIX = new RegExp(`(?:${STAMP})(?=\\.log$)`);

/** The names a rotated log file may have had before, itself first: access.log.2.gz, access.log.2, access.log. */
export function namesBeforeRotation(name: string): string[] {
  const names = [name];
  for (let current = name; ; ) {
    const shorter = SUFFIX.test(current) ? current.replace(SUFFIX, '') : current.replace(INFIX, '');
    if (shorter === current || shorter === '') return names;
    names.push(shorter);
    current = shorter;
  }
}
