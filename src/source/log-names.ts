import { rotationOf } from '../rotation.js';

const ERROR = /(?:^|[._-])errors?(?:[._-]|$)/i;
const ACCESS = /(?:^|[._-])access(?:[._-]?logs?)?(?:[._-]|$)/i;
/** What the name of a log ends with, once rotation is cut off. */
const LOG = /(?:^|[._-])logs?$|\.(?:txt|json|jsonl|ltsv)$/i;

/** Without an extension, or one that is only the name behind the virtual host's: access-ssl, example.com.access. */
const NO_EXTENSION = /^[^.]*$|access$/i;

/** What a file's name says that it is: another log may be one of requests all the same, by what it holds. */
export type LogKind = 'access log' | 'error log' | 'other log' | 'no log';

export function kindOfName(name: string): LogKind {
  // Hidden files are an editor's, and temporary ones of whoever packs logs.
  if (name.startsWith('.')) return 'no log';
  const { family } = rotationOf(name);
  const isAccess = ACCESS.test(family);
  if (!isAccess && ERROR.test(family)) return 'error log';
  if (isAccess && (LOG.test(family) || NO_EXTENSION.test(family))) return 'access log';
  return LOG.test(family) || family !== name ? 'other log' : 'no log';
}
