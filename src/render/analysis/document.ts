import type { Report } from '../../report/types.js';
import type { Document } from '../document/document.js';
import { timeWords } from '../input-words.js';
import { advice } from './advice.js';
import { agents } from './agents.js';
import { input } from './input.js';
import { overview } from './overview.js';
import { own } from './own.js';
import { routes } from './routes.js';
import { traffic } from './traffic.js';

/** The report of `analyze` as a document, what matters first. */
export function analysisDocument(report: Report): Document {
  const sections = [
    overview(report),
    advice(report),
    routes(report),
    traffic(report),
    agents(report),
    own(report),
    input(report),
  ];
  const { files } = report.input;
  const paths = files.slice(0, 3).map(({ path }) => (path === '-' ? 'standard input' : path));
  const more = files.length > paths.length ? ` and ${files.length - paths.length} more files` : '';
  const time = timeWords(report);
  return {
    title: 'What to offload, what to compile, what to leave alone',
    subtitle: [`${paths.join(', ')}${more}`, ...(time === null ? [] : [time])].join(' · '),
    sections: sections.filter(({ blocks }) => blocks.length > 0),
  };
}
