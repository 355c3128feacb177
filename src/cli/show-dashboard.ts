import type { DashboardIo } from '../dashboard/run.js';
import type { News } from '../dashboard/source.js';
import type { Report } from '../report/types.js';
import { loadQuery } from '../store/query-file.js';
import type { Store } from '../store/store.js';
import type { Analysis } from './analysis.js';
import { writeReport } from './write-report.js';

const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/** Shows a store on the terminal until the user has seen enough. @param news null: it does not change */
export async function showDashboard(
  store: Store,
  { filter }: Analysis,
  { stdin, stdout, look }: DashboardIo,
  { report, news }: { report: Report; news: AsyncIterable<News> | null },
): Promise<void> {
  // React and ink take longer to load than a small log takes to read.
  const { runDashboard } = await import('../dashboard/run.js');
  const reader = await store.reader();
  const log = {
    query: reader.query,
    table: (sql: string, most: number) => reader.table(sql, most),
    sqlOf: (name: string) => loadQuery(name).sql,
    narrow: (to: Parameters<typeof reader.narrow>[1]) => reader.narrow(filter?.choice ?? null, to),
    interrupt: () => reader.interrupt(),
  };
  // A signal ends the dashboard, and only then the process: the store is closed before.
  const listen = (): void => {};
  for (const signal of ENDING) process.on(signal, listen);
  try {
    await runDashboard({ report, log, news, write: writeReport }, { stdin, stdout, look });
  } finally {
    reader.close();
    for (const signal of ENDING) process.off(signal, listen);
  }
}
