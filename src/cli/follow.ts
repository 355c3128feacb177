import type { News } from '../dashboard/source.js';
import { FollowedLogs } from '../ingest/followed-logs.js';
import type { Report } from '../report/types.js';
import { prepareAnalysis, tellFaults, withStore } from './analysis.js';
import { dashboardLook } from './dashboard-look.js';
import { Follower } from './follower.js';
import { catchInterrupt } from './interrupt.js';
import type { Io } from './io.js';
import type { AnalyzeOptions } from './options.js';
import { showProgress } from './progress.js';
import { showDashboard } from './show-dashboard.js';
import { Warnings } from './warnings.js';

const ENDING = ['SIGINT', 'SIGTERM'] as const;

/**
 * Reads logs, and what is written to them, until Ctrl-C or SIGTERM, or until whoever sees the dashboard has seen enough.
 * @returns the last report, and whether what was there at first was read
 */
export async function followLogs(
  inputs: readonly string[],
  options: AnalyzeOptions,
  color: boolean,
  io: Io,
  isShown: boolean,
): Promise<{ result: Report; isWhole: boolean }> {
  const analysis = await prepareAnalysis(inputs, options, color, io);
  const place = options.db === undefined ? 'temporary' : { file: options.db, mustExist: false };
  return withStore(place, analysis, async (store) => {
    const logs = new FollowedLogs(inputs, analysis.choose);
    const progress = showProgress(io, color, ['SIGHUP']);
    const interrupt = catchInterrupt(() => progress.end(), ENDING);
    const warnings = new Warnings((sentence) => {
      progress.clear();
      analysis.warn(sentence);
    });
    const follower = new Follower(store, logs, { ...analysis, warn: warnings.tell }, interrupt.signal);
    try {
      for (const path of logs.missing()) warnings.tell(`${path} is not there yet; it is read once it is.`);
      await follower.begin(progress.update);
      const isWhole = !interrupt.signal.aborted;
      if (!isWhole) warnings.tell('Interrupted: the report is about what was read so far.');
      if (!isShown && isWhole) {
        if (!io.stderr.isTTY) io.stderr.write('logsplit: following; Ctrl-C or SIGTERM ends it, and it reports.\n');
        for await (const lines of follower.lines()) progress.follow(lines);
        await follower.end();
      }
      progress.end();
      interrupt.release();
      const report = await follower.report();
      if (isShown) {
        // The terminal is the dashboard's.
        warnings.hold();
        await showFollowed(follower, (news) =>
          showDashboard(store, analysis, { ...io, look: dashboardLook(options, color, io) }, { report, news }),
        ).finally(() => warnings.release());
      }
      await follower.note();
      tellFaults(report, analysis);
      return { result: report, isWhole };
    } finally {
      progress.end();
      interrupt.release();
      logs.close();
    }
  });
}

/** A signal ends the dashboard, and only then the process: its store is closed before. */
async function showFollowed(follower: Follower, show: (news: AsyncIterable<News>) => Promise<void>): Promise<void> {
  const listen = (): void => {};
  for (const signal of [...ENDING, 'SIGHUP'] as const) process.on(signal, listen);
  const news = follower.news();
  try {
    await show(news);
  } finally {
    follower.stop();
    await news.return(undefined);
    for (const signal of [...ENDING, 'SIGHUP'] as const) process.off(signal, listen);
  }
}
