import type { News } from '../dashboard/source.js';
import { findInputs } from '../ingest/inputs.js';
import { logBytes } from '../ingest/log-bytes.js';
import type { ReadProgress } from '../ingest/watch.js';
import { blankReport } from '../report/blank.js';
import type { Report } from '../report/types.js';
import { prepareAnalysis, reportOn, tellFaults, withStore } from './analysis.js';
import { dashboardLook } from './dashboard-look.js';
import type { Io } from './io.js';
import { placeOf } from './memory.js';
import { NewsQueue } from './news-queue.js';
import type { AnalyzeOptions } from './options.js';
import { readInto } from './read.js';
import { showDashboard } from './show-dashboard.js';
import { Warnings } from './warnings.js';

const PROGRESS_MS = 200;
const HURRY_MS = 20;

/**
 * Shows logs while they are read: what has come in at once, the report when it is made. Whoever quits ends the reading.
 * @returns the report, or what there was of it
 */
export async function readAndShow(
  inputs: readonly string[],
  options: AnalyzeOptions,
  color: boolean,
  io: Io,
): Promise<Report> {
  const loading = import('../dashboard/run.js').then(({ loadDashboard }) => loadDashboard());
  // Whoever shows it meets the same error.
  loading.catch(() => {});
  const prepared = await prepareAnalysis(inputs, options, color, io);
  const found = await findInputs(inputs, prepared.choose);
  const place =
    options.db === undefined ? placeOf(logBytes(found)) : { file: options.db, mustExist: found.length === 0 };
  const warnings = new Warnings(prepared.warn);
  const analysis = { ...prepared, warn: warnings.tell };
  let signal: NodeJS.Signals | null = null;
  const shown = await withStore(place, analysis, async (store) => {
    const news = new NewsQueue<News>();
    const stop = new AbortController();
    let report = blankReport(found.map(({ path }) => path));
    let isReporting = false;
    const work = async (): Promise<void> => {
      // The screen comes first: reading takes the cores.
      await loading;
      await readInto(store, found, analysis, { stop: stop.signal, ...readingNews(news) });
      if (stop.signal.aborted) return;
      isReporting = true;
      report = await reportOn(store, analysis);
      news.push({ type: 'report', report, isLast: true });
    };
    const working = work()
      .catch((error: unknown) => news.fail(error))
      .finally(() => {
        isReporting = false;
      });
    warnings.hold();
    try {
      signal = await showDashboard(
        store,
        analysis,
        { ...io, look: dashboardLook(options, color, io) },
        { report, news },
      );
    } finally {
      stop.abort();
      // What is read is stored to its end; a report that nobody waits for is not.
      const hurry = setInterval(() => isReporting && store.interrupt(), HURRY_MS);
      await working.finally(() => clearInterval(hurry));
      warnings.release();
    }
    tellFaults(report, analysis);
    return report;
  });
  // Only now: what is open would stay behind.
  if (signal !== null) (await import('../dashboard/signals.js')).raise(signal);
  return shown;
}

/** Tells how far the reading is: often enough to see it move, and that there is more to ask about. */
export function readingNews(news: NewsQueue<News>): {
  onProgress: (progress: ReadProgress) => void;
  onShown: () => void;
} {
  let last: ReadProgress | null = null;
  let toldMs = 0;
  const tell = (hasGrown: boolean): void => {
    if (last === null) return;
    const { bytesRead, bytesTotal, lines } = last;
    const done = bytesTotal === null || bytesTotal === 0 ? null : Math.min(1, bytesRead / bytesTotal);
    news.push({ type: 'reading', lines, done, hasGrown });
  };
  return {
    onProgress(progress) {
      last = progress;
      if (performance.now() - toldMs < PROGRESS_MS) return;
      toldMs = performance.now();
      tell(false);
    },
    onShown: () => tell(true),
  };
}
