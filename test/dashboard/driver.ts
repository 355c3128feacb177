import { runDashboard } from '../../src/dashboard/run.js';
import { emptyReport, fixtureReport, timelessReport } from './fixture-report.js';

const REPORTS = { full: fixtureReport, empty: emptyReport, timeless: timelessReport };

/** node driver.js [full|empty|timeless] [--no-color] [--ascii] [--throw]: the dashboard on a fixture. */
const name = process.argv[2] as keyof typeof REPORTS | undefined;
const { stdin, stdout } = process;
const report = (REPORTS[name ?? 'full'] ?? fixtureReport)();
const color = !process.argv.includes('--no-color');
const unicode = !process.argv.includes('--ascii');
if (process.argv.includes('--throw')) {
  setTimeout(() => {
    throw new Error('nobody catches this');
  }, 1000);
}
await runDashboard(report, { stdin, stdout, color, unicode });
stdout.write('dashboard ended\n');
