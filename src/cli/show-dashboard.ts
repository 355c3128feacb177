import type { DashboardIo } from '../dashboard/run.js';
import type { News } from '../dashboard/source.js';
import type { Report } from '../report/types.js';
import { loadQuery } from '../store/query-file.js';
import type { Store } from '../store/store.js';
import type { Analysis } from './analysis.js';
import { writeReport } from './write-report.js';

/**
 * Shows a store on the terminal until the user has seen enough. @param news null: it does not change
 * @returns as runDashboard
 */
export async function showDashboard(
  store: Store,
  { filter, own }: Analysis,
  { stdin, stdout, look }: DashboardIo,
  { report, news }: { report: Report; news: AsyncIterable<News> | null },
): Promise<NodeJS.Signals | null> {
  // React and ink take longer to load than a small log takes to read.
  const { runDashboard } = await import('../dashboard/run.js');
  const reader = await store.reader();
  if (own.length > 0) await reader.showViews(filter?.choice ?? null);
  const log = {
    query: reader.query,
    table: (sql: string, most: number) => reader.table(sql, most),
    sqlOf: (name: string) => loadQuery(name).sql,
    narrow: (to: Parameters<typeof reader.narrow>[1]) => reader.narrow(filter?.choice ?? null, to),
    interrupt: () => reader.interrupt(),
  };
  try {
    return await runDashboard({ report, log, news, own, write: writeReport }, { stdin, stdout, look });
  } finally {
    reader.close();
  }
}
