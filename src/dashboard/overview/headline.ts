import { bytes, count, percent } from '../../render/units.js';
import type { Recommendation, Report } from '../../report/types.js';
import { cutLine, EMPTY_LINE, joinFitting, type Line, span } from '../line.js';
import { CONFIDENCE_TONE, duration, durationRange, type Look, MISSING } from '../look.js';
import type { State } from '../state.js';
import { plural } from '../words.js';

const NOT_SAVING = new Set(['keep', 'instrument']);

/** What to do first, and what it saves: two lines. */
export function headlineLines({ report, look, live }: State, columns: number, isTitled: boolean): Line[] {
  const best = report.recommendations[bestRecommendation(report)];
  const isRead = live === null || live.done === 'all';
  const lines = !isRead
    ? STILL_READING
    : best === undefined
      ? nothingToDo(report)
      : [what(best, isTitled), gain(best, look, columns)];
  return lines.map((line) => cutLine(line, columns, look.charset));
}

const STILL_READING: readonly Line[] = [
  [span('The log is still read.', 'strong')],
  [span('Figures are about what has come in; advice comes when all is read.', 'dim')],
];

/** Index of the first that takes work away, or else of the first of all. */
export function bestRecommendation({ recommendations }: Report): number {
  return Math.max(
    0,
    recommendations.findIndex(({ action }) => !NOT_SAVING.has(action)),
  );
}

function what({ action, target }: Recommendation, isTitled: boolean): Line {
  return [span(isTitled ? '' : 'Do first: ', 'dim'), span(action, 'accent'), span(' '), span(target, 'strong')];
}

/** The least important parts come last, and go where they do not fit. What saves nothing itself says why it is first. */
function gain({ saving, confidence, why }: Recommendation, look: Look, columns: number): Line {
  const { appSeconds, requests } = saving;
  const sure: Line = [span('confidence ', 'dim'), span(confidence, CONFIDENCE_TONE[confidence])];
  if (appSeconds !== null && appSeconds > 0) {
    const share = saving.share === null ? '' : `, ${percent(saving.share)} of all`;
    const range = durationRange(saving.low, saving.high, look);
    const saved: Line = [span('Saves ', 'dim'), span(duration(appSeconds, look), 'good'), span(` of app time${share}`)];
    return joinFitting([saved, sure, ...(range === MISSING ? [] : [[span(range, 'dim')]])], span(', '), columns);
  }
  if (requests === 0) return [span(why)];
  const traffic = `${count(requests)} ${plural(requests, 'request')}, ${bytes(saving.bytes)}`;
  return joinFitting([[span('Touches ', 'dim'), span(traffic, 'good')], sure], span(', '), columns);
}

function nothingToDo({ totals, input }: Report): Line[] {
  if (totals.requests > 0) return [[span('Nothing to recommend.', 'strong')], EMPTY_LINE];
  const why = input.rejected > 0 ? [span('View 4 says why lines were rejected.', 'dim')] : EMPTY_LINE;
  return [[span('No request was read.', 'strong')], why];
}
