import { expect } from 'vitest';
import { compileLogFormat } from '../../../src/format/compile.js';
import type { Format } from '../../../src/format/format.js';
import type { Escape } from '../../../src/format/unescape.js';
import { emptyRequest, type RequestFields } from '../../../src/record/request-fields.js';

/** The request of a line that the format must read. */
export function readWith(format: Format, line: string): RequestFields {
  const into = emptyRequest();
  expect(format.parse(line, into)).toBeNull();
  return into;
}

/** The request of a line in a log_format. */
export function read(logFormat: string, line: string, escaping: Escape = 'default'): RequestFields {
  return readWith(compileLogFormat('given', logFormat, escaping), line);
}

/** Why a line is not in a log_format; null: it is. */
export function misfit(logFormat: string, line: string, escaping: Escape = 'default'): string | null {
  return compileLogFormat('given', logFormat, escaping).parse(line, emptyRequest());
}
