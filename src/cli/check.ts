import { type Check, type GateResult, judgeLimit } from '../check/judge.js';
import type { Limit } from '../check/limit.js';
import { judgeRegressions } from '../check/regressions.js';
import { UserError } from '../errors.js';
import { renderCheck } from '../render/check.js';
import { renderCheckForGithub } from '../render/check-github.js';
import { renderCheckAsJunit } from '../render/check-junit.js';
import { renderJson } from '../render/json.js';
import { nearestRoutes } from '../report/find-route.js';
import type { Report } from '../report/types.js';
import type { RunQuery } from '../store/store.js';
import { inputPaths, withReport } from './analyze.js';
import { CheckFailed } from './check-failed.js';
import type { CheckOptions } from './check-options.js';
import { Interrupted } from './interrupt.js';
import { type Io, textColumns, wantsColor } from './io.js';
import { openOutput } from './output-file.js';
import { write } from './write.js';

/** `logsplit check`: holds a log to limits. @throws CheckFailed where one is not kept, or cannot be judged */
export async function check(paths: readonly string[], options: CheckOptions, color: boolean, io: Io): Promise<void> {
  const limits = limitsOf(options);
  const inputs = inputPaths(paths, options, io);
  const file = options.outputFile === undefined ? null : await openOutput(options.outputFile);
  try {
    const { result, isWhole } = await withReport(inputs, options, color, io, (report, { query }) =>
      judge(limits, report, options, query),
    );
    // Half a log may keep limits that the whole one does not.
    if (!isWhole) throw new Interrupted();
    const text = render(result, options, file === null && wantsColor(io.stdout, io.env, color), io);
    if (file === null) await write(io.stdout, text);
    else await file.write(text);
    if (!result.passed) throw new CheckFailed();
  } catch (error) {
    if (!(error instanceof CheckFailed)) await file?.abandon();
    throw error;
  }
}

function limitsOf(options: CheckOptions): Limit[] {
  const { maxP50, maxP90, maxP95, maxP99, maxErrorRate, maxAppShare, maxAppSeconds } = options;
  const limits = [maxP50, maxP90, maxP95, maxP99, maxErrorRate, maxAppShare, maxAppSeconds].flat();
  const { regressions, db, since, until } = options;
  if (!regressions && (db === undefined || since !== undefined || until !== undefined)) {
    throw new UserError(
      '--no-regressions compares whole weeks of a store.',
      'Give --db FILE, without --since and --until.',
    );
  }
  if (limits.length === 0 && regressions) {
    throw new UserError(
      'No limit was given to check.',
      "Give one, for example --max-p95 'GET /api/*=300ms' or --max-error-rate 1%.",
    );
  }
  return limits;
}

async function judge(limits: readonly Limit[], report: Report, options: CheckOptions, query: RunQuery): Promise<Check> {
  const gates: GateResult[] = [];
  const nearest = (pattern: string): Promise<string[]> => nearestRoutes(query, pattern.replaceAll('*', ''));
  for (const limit of limits) gates.push(await judgeLimit(limit, report, options.minRequests, nearest));
  if (!options.regressions) {
    const { week, against, zone } = options;
    gates.push(await judgeRegressions(query, { ...(week === undefined ? {} : { week }), against, zone }, Date.now()));
  }
  const { firstTime, lastTime } = report.input;
  return {
    schema: 'logsplit.check/1',
    passed: gates.every(({ outcome }) => outcome === 'passed'),
    requests: report.totals.requests,
    firstTime,
    lastTime,
    gates,
  };
}

function render(result: Check, { output }: CheckOptions, color: boolean, io: Io): string {
  if (output === 'json') return renderJson(result);
  if (output === 'junit') return renderCheckAsJunit(result);
  if (output === 'github') return renderCheckForGithub(result);
  return renderCheck(result, { columns: textColumns(io.stdout), color });
}
