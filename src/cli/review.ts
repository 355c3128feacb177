import { UserError } from '../errors.js';
import { renderJson } from '../render/json.js';
import { reviewDocument } from '../render/review/document.js';
import { renderReview } from '../render/review/text.js';
import { collectReport } from '../report/collect.js';
import type { Report } from '../report/types.js';
import { collectReview } from '../review/collect.js';
import { choosePeriods, type Periods, type Span } from '../review/periods.js';
import type { Review } from '../review/types.js';
import type { RowChoice } from '../store/choose-rows.js';
import type { Store } from '../store/store.js';
import { type Analysis, prepareAnalysis, withStore } from './analysis.js';
import { openCsvFolder } from './csv-folder.js';
import { documentText } from './document-text.js';
import { type Io, textColumns, wantsColor } from './io.js';
import { attachedOutput, MAIL_COLUMNS, mailText } from './mail.js';
import { openOutput } from './output-file.js';
import type { ReviewOptions } from './review-options.js';
import { write } from './write.js';

/** `logsplit review`: a week of a store against earlier ones. */
export async function review(options: ReviewOptions, color: boolean, io: Io): Promise<void> {
  const { db, since, until, ...others } = options;
  if (db === undefined) {
    throw new UserError(
      'A review needs a store with at least two weeks.',
      'Give --db FILE; logsplit analyze access.log --db FILE fills it, night by night.',
    );
  }
  const file = options.outputFile === undefined ? null : await openOutput(options.outputFile);
  const folder = options.csv === undefined ? null : await openCsvFolder(options.csv);
  try {
    // Which times are reviewed is no filter: the weeks before are asked, too.
    const analysis = await prepareAnalysis([], { ...others, db, route: [], routeTemplates: true, cpu: [] }, color, io);
    const made = await withStore({ file: db, mustExist: true }, analysis, async (store) => {
      if (analysis.filter !== null) await store.choose(analysis.filter.choice);
      const periods = await choosePeriods(store.query, options, Date.now());
      return collectReview(store.query, periods, {
        workers: options.workers,
        reports: async (before, after) => ({
          before: await reportOn(store, analysis, periods, before),
          after: await reportOn(store, analysis, periods, after),
        }),
      });
    });
    if (folder !== null) await folder.write(reviewDocument(made));
    const text = await render(made, options, file === null && wantsColor(io.stdout, io.env, color), io);
    if (file === null) await write(io.stdout, text);
    else await file.write(text);
  } catch (error) {
    await file?.abandon();
    await folder?.abandon();
    throw error;
  }
}

const ALL_REQUESTS: RowChoice = {
  sinceUs: null,
  untilUs: null,
  bots: true,
  hosts: null,
  methods: null,
  statuses: null,
  paths: null,
  excludedPaths: null,
  conditions: [],
};

async function reportOn(store: Store, { filter, told }: Analysis, { zone }: Periods, { days }: Span): Promise<Report> {
  const sinceUs = zone.startOf(days[0]!) * 1000;
  const untilUs = zone.startOf(days.at(-1)! + 1) * 1000;
  await store.choose({ ...(filter?.choice ?? ALL_REQUESTS), sinceUs, untilUs });
  return collectReport(store, told, filter?.told ?? []);
}

async function render(made: Review, options: ReviewOptions, color: boolean, io: Io): Promise<string> {
  const { top, mail } = options;
  const output = mail.length > 0 ? attachedOutput(options.output) : options.output;
  const plain = (columns: number, isColored: boolean): string => renderReview(made, { columns, top, color: isColored });
  if (output === 'text') return plain(textColumns(io.stdout), color);
  const document = reviewDocument(made);
  const content = output === 'json' ? renderJson(made) : await documentText(document, output, options);
  return mail.length === 0 ? content : mailText(document, plain(MAIL_COLUMNS, false), { output, content }, options);
}
