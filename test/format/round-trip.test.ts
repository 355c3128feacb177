import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileLogFormat } from '../../src/format/compile.js';
import { jsonFormat } from '../../src/format/json.js';
import { emptyRequest, type RequestFields } from '../../src/record/request-fields.js';
import { columnsOf } from './support/columns.js';
import { jsonSkeleton, type LoggedFormat, positionalFormat } from './support/generate.js';
import { printLine, variablesOf } from './support/print.js';

function readBack({ format, escaping, values }: LoggedFormat): RequestFields {
  const into = emptyRequest();
  const reason = compileLogFormat('generated', format, escaping).parse(printLine(format, values, escaping), into);
  expect(reason).toBeNull();
  return into;
}

function expected({ format, values }: LoggedFormat): RequestFields {
  const columns = columnsOf(variablesOf(format), values);
  const own = values.my_own ?? null;
  return { ...columns, extra: own === null ? null : JSON.stringify({ my_own: own }) };
}

test('a printed line reads back to the values it was printed from, whatever the log_format', () => {
  fc.assert(
    fc.property(positionalFormat, (logged) => {
      expect(readBack(logged)).toEqual(expected(logged));
    }),
    { numRuns: 1500 },
  );
});

test('the same for a log_format that is a JSON object', () => {
  fc.assert(
    fc.property(jsonSkeleton, (logged) => {
      expect(readBack(logged)).toEqual(expected(logged));
    }),
    { numRuns: 500 },
  );
});

test('such a line means the same when it is read by its keys, also where an unquoted number is left empty', () => {
  fc.assert(
    fc.property(jsonSkeleton.filter(tellsRequest), (logged) => {
      const line = printLine(logged.format, logged.values, 'json');
      const into = emptyRequest();
      expect(jsonFormat([line]).parse(line, into)).toBeNull();
      expect(into).toEqual(expected(logged));
    }),
    { numRuns: 500 },
  );
});

function tellsRequest({ format }: LoggedFormat): boolean {
  return variablesOf(format).some((name) => ['request', 'request_uri', 'uri', 'status'].includes(name));
}
