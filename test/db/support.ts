import { Readable } from 'node:stream';
import { formatChooser } from '../../src/format/choose.js';
import { findInputs } from '../../src/ingest/inputs.js';
import type { LastLine } from '../../src/ingest/known/new-lines.js';
import { type Added, readNew } from '../../src/ingest/read-new.js';
import { NO_PRIVACY, type Privacy } from '../../src/record/privacy.js';
import type { Store } from '../../src/store/store.js';
import { FULL_FORMAT, logLine } from '../support/lines.js';

export interface NewOptions {
  stdin?: Readable;
  lastLine?: LastLine;
  routePatterns?: readonly string[];
  routeTemplates?: boolean;
  privacy?: Privacy;
  stop?: AbortSignal;
  logFormat?: string | null;
}

/** Reads what is new, as `logsplit analyze --db` does. */
export async function readAgain(store: Store, paths: readonly string[], options: NewOptions = {}): Promise<Added> {
  const {
    stdin = Readable.from([]),
    lastLine = 'take',
    routePatterns = [],
    routeTemplates = true,
    privacy = NO_PRIVACY,
  } = options;
  const format = {
    name: null,
    logFormat: options.logFormat === undefined ? FULL_FORMAT : options.logFormat,
    nginxConf: null,
  };
  const choose = formatChooser(format, () => {});
  return readNew(store, await findInputs(paths, choose), {
    choose,
    format,
    mostTextBytes: 64 << 20,
    routePatterns,
    routeTemplates,
    privacy,
    stdin,
    lastLine,
    version: 'test',
    ...(options.stop && { stop: options.stop }),
  });
}

/** Lines of requests for /r/FROM, /r/FROM+1, … : each can be told from every other. */
export function numbered(from: number, count: number): string {
  return Array.from({ length: count }, (_, i) => `${numberedLine(from + i)}\n`).join('');
}

export function numberedLine(n: number): string {
  return logLine({
    at: n,
    client: `192.0.2.${n % 250}`,
    request: `GET /r/${n} HTTP/1.1`,
    requestS: (n / 1000).toFixed(3),
  });
}
