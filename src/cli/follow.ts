import type { News } from '../dashboard/source.js';
import { FollowedLogs } from '../ingest/followed-logs.js';
import { blankReport } from '../report/blank.js';
import type { Report } from '../report/types.js';
import { prepareAnalysis, tellFaults, withStore } from './analysis.js';
import { dashboardLook } from './dashboard-look.js';
import { Follower } from './follower.js';
import { catchInterrupt } from './interrupt.js';
import type { Io } from './io.js';
import { NewsQueue } from './news-queue.js';
import type { AnalyzeOptions } from './options.js';
import { showProgress } from './progress.js';
import { readingNews } from './read-and-show.js';
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
      if (isShown) {
        progress.end();
        interrupt.release();
        // The terminal is the dashboard's.
        warnings.hold();
        const look = dashboardLook(options, color, io);
        await showFollowed(follower, inputs, (source) =>
          showDashboard(store, analysis, { ...io, look }, source),
        ).finally(() => warnings.release());
        await follower.note();
        return { result: blankReport(inputs), isWhole: true };
      }
      await follower.begin({ onProgress: progress.update });
      const isWhole = !interrupt.signal.aborted;
      if (!isWhole) warnings.tell('Interrupted: the report is about what was read so far.');
      else {
        if (!io.stderr.isTTY) io.stderr.write('logsplit: following; Ctrl-C or SIGTERM ends it, and it reports.\n');
        for await (const lines of follower.lines()) progress.follow(lines);
        await follower.end();
      }
      progress.end();
      interrupt.release();
      const report = await follower.report();
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

/** Shows what is read and what is written, until whoever sees it has seen enough. */
async function showFollowed(
  follower: Follower,
  paths: readonly string[],
  show: (source: { report: Report; news: AsyncIterable<News> }) => Promise<unknown>,
): Promise<void> {
  const news = new NewsQueue<News>();
  const work = async (): Promise<void> => {
    await follower.begin(readingNews(news));
    news.push({ type: 'report', report: await follower.report() });
    for await (const one of follower.news()) news.push(one);
  };
  const working = work().catch((error: unknown) => news.fail(error));
  try {
    await show({ report: blankReport(paths), news });
  } finally {
    follower.stop();
    await working;
  }
}
