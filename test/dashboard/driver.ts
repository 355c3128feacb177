import type { Look } from '../../src/dashboard/look.js';
import { runDashboard } from '../../src/dashboard/run.js';
import { raise } from '../../src/dashboard/signals.js';
import { paletteOf, THEMES } from '../../src/dashboard/theme.js';
import { emptyReport, fixtureReport, timelessReport } from './fixture-report.js';

const REPORTS = { full: fixtureReport, empty: emptyReport, timeless: timelessReport };

/** node driver.js [full|empty|timeless] [--theme=NAME] [--ascii] [--modes]: the dashboard on a fixture; SIGUSR2 is an error in it. */
const name = process.argv[2] as keyof typeof REPORTS | undefined;
const { stdin, stdout } = process;
const report = (REPORTS[name ?? 'full'] ?? fixtureReport)();
const theme = THEMES.find((theme) => process.argv.includes(`--theme=${theme}`)) ?? null;
const look: Look = {
  palette: paletteOf(theme, null),
  charset: process.argv.includes('--ascii') ? 'ascii' : 'unicode',
};
// A signal, not a moment: a busy machine may not have drawn by then.
process.once('SIGUSR2', () => {
  throw new Error('nobody catches this');
});
// What another part of the process may leave on: mouse reports and bracketed paste.
if (process.argv.includes('--modes')) setTimeout(() => stdout.write('\x1b[?1003h\x1b[?1006h\x1b[?2004h'), 100);
const signal = await runDashboard({ report, log: null, news: null }, { stdin, stdout, look });
if (signal !== null) raise(signal);
stdout.write('dashboard ended\n');
